"""The levels of a self-assessment as a spreadsheet, and back: one row a question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from exchange.self_assessment.models import Level
from exchange.self_assessment.models.levels import LONGEST_EVIDENCE
from exchange.self_assessment.questionnaires import HIGHEST, Question, Questionnaire
from network.imports.parsing.tables import Record, UnreadableError, read
from nfp_portal.text.normal import one_line, without_control_characters
from nfp_portal.ui.spreadsheets import Cell

KEY, TEXT, LEVEL, EVIDENCE = range(4)
# A sheet has a row for each question; of a longer file the rest is not read.
MOST_ROWS = 200
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Value:
    level: int | None
    evidence: str


@dataclass
class SheetReading:
    """What a sheet says, by the key of the question; `problems` say what is wrong and how to mend it."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def head_of_sheet() -> list[str]:
    return [_("Key"), _("Question"), _("Level"), _("Evidence"), _("Levels")]


def rows_of_sheet(questions: Questionnaire, rows: Mapping[str, Level]) -> list[list[Cell]]:
    return [_row(each, rows.get(key)) for key, each in questions.questions.items()]


def _row(question: Question, row: Level | None) -> list[Cell]:
    described = " / ".join(f"{number}: {text}" for number, text in enumerate(question.levels))
    return [question.key, question.text, row.level if row else None, row.evidence if row else "", described]


def read_sheet(file: IO[bytes], questions: Questionnaire) -> SheetReading:
    """Read a filled-in sheet; questions that are missing in it stay as they are. Nothing is written."""
    reading = SheetReading()
    try:
        records = {_cell(record, KEY): record for record in islice(read(file).rows, MOST_ROWS)}
    except UnreadableError:
        reading.problems.append(_("This file cannot be read. Open it, save it as XLSX and upload it again."))
        return reading
    known = questions.questions
    for key, question in known.items():
        if key in records:
            _read_question(reading, question, records[key])
    if not known.keys() & records.keys():
        reading.problems.append(_("The sheet has none of the questions. Download it again."))
    return reading


def _cell(record: Record, index: int) -> str:
    return record.cells[index].strip() if len(record.cells) > index else ""


def _read_question(reading: SheetReading, question: Question, record: Record) -> None:
    facts = {"key": question.key, "most": LONGEST_EVIDENCE, "highest": HIGHEST}
    evidence = clean(_cell(record, EVIDENCE))
    level = _cell(record, LEVEL).removesuffix(".0")
    if one_line(_cell(record, TEXT)) != question.text:
        reading.problems.append(_("%(key)s: the question reads otherwise. Download the sheet again.") % facts)
    elif any(index in (LEVEL, EVIDENCE) for index, _fault in record.cell_faults):
        reading.problems.append(_("%(key)s: type level and evidence anew, as plain text.") % facts)
    elif len(evidence) > LONGEST_EVIDENCE:
        text = _("%(key)s: the evidence has more than %(most)d characters. Shorten it.")
        reading.problems.append(text % facts)
    elif not is_level(level):
        text = _("%(key)s: “%(value)s” is no level. Write a number from 0 to %(highest)d, or nothing.")
        reading.problems.append(text % (facts | {"value": level[:LONGEST_QUOTE]}))
    else:
        reading.values[question.key] = Value(level_of(level), evidence)


def is_level(text: str) -> bool:
    return text in ("", *map(str, range(HIGHEST + 1)))


def level_of(text: str) -> int | None:
    """Return the level that a form or a sheet says; None for nothing, and for what is no level."""
    return int(text) if text and is_level(text) else None


def clean(evidence: str) -> str:
    """Return evidence as it is kept."""
    return without_control_characters(evidence.replace("\r\n", "\n")).strip()
