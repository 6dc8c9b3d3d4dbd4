"""The draft of an answer as a spreadsheet, and back: one row an item, and one for who may read the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from django.utils.translation import override, pgettext

from exchange.questions.models import Choice, QuestionItem
from exchange.questions.models.questions import LONGEST_ANSWER
from network.imports.parsing.tables import Record, UnreadableError, read
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.text.normal import one_line
from nfp_portal.ui.spreadsheets import Cell

# What stands in the first column before who may read the answer, where items have their number.
AUDIENCE = "A"
ANSWER = 2
# A sheet has a row for each item and one more; of a longer file the rest is not read.
MOST_ROWS = 200
# More of what somebody typed is not repeated to them.
LONGEST_QUOTE = 60


@dataclass
class SheetReading:
    """What a sheet says, by the number of the item; `problems` say what is wrong and how to mend it."""

    values: dict[int, str] = field(default_factory=dict)
    audience: str = ""
    problems: list[str] = field(default_factory=list)


def head_of_sheet() -> list[str]:
    return [
        pgettext("letter", "Number"),
        pgettext("letter", "Question"),
        pgettext("letter", "Answer"),
        pgettext("letter", "How to answer"),
    ]


def rows_of_sheet(
    items: Iterable[QuestionItem], values: Mapping[int, str], audience: str, audiences: Mapping[str, str]
) -> list[list[Cell]]:
    """Return the rows with what the draft has; choices in the language in force."""
    rows: list[list[Cell]] = [
        [item.number, item.text, _shown(item, values.get(item.number, "")), _how(item)] for item in items
    ]
    readers = pgettext("letter", "Who may read this answer?")
    return [*rows, [AUDIENCE, readers, audiences.get(audience, ""), " / ".join(map(str, audiences.values()))]]


def _shown(item: QuestionItem, value: str) -> str:
    return str(Choice(value).label) if item.is_choice and value else value


def _how(item: QuestionItem) -> str:
    if item.is_choice:
        return " / ".join(str(choice.label) for choice in Choice)
    return pgettext("letter", "In any language.")


def read_sheet(
    file: IO[bytes], items: Sequence[QuestionItem], audiences: Mapping[str, str], audience: str
) -> SheetReading:
    """Read a filled-in sheet; an empty row for the readers leaves `audience`.

    Choices are taken in each of the six languages. Nothing is written.
    """
    reading = SheetReading(audience=audience)
    try:
        records = {_key(record): record for record in islice(read(file).rows, MOST_ROWS)}
    except UnreadableError:
        text = pgettext("letter", "This file cannot be read. Open it, save it as XLSX and upload it again.")
        reading.problems.append(text)
        return reading
    for item in items:
        _read_item(reading, item, records.get(str(item.number)))
    _read_audience(reading, records.get(AUDIENCE), audiences)
    return reading


def _key(record: Record) -> str:
    return record.cells[0].strip().removesuffix(".0").upper() if record.cells else ""


def _cell(record: Record, index: int) -> str:
    return record.cells[index].strip() if len(record.cells) > index else ""


def _read_item(reading: SheetReading, item: QuestionItem, record: Record | None) -> None:
    number = {"number": item.number}
    if record is None or one_line(_cell(record, 1)) != one_line(item.text):
        text = pgettext(
            "letter", "Question %(number)d is missing or reads otherwise. Download the sheet again."
        )
        reading.problems.append(text % number)
        return
    if any(index == ANSWER for index, _fault in record.cell_faults):
        text = pgettext("letter", "Question %(number)d: type the answer anew, as plain text.")
        reading.problems.append(text % number)
        return
    value = _cell(record, ANSWER)
    if not item.is_choice and len(value) > LONGEST_ANSWER:
        text = pgettext(
            "letter", "Question %(number)d: the text has more than %(most)d characters. Shorten it."
        )
        reading.problems.append(text % (number | {"most": LONGEST_ANSWER}))
    elif not item.is_choice or not value:
        reading.values[item.number] = value
    elif choice := _choices().get(value.casefold()):
        reading.values[item.number] = choice
    else:
        text = pgettext("letter", "Question %(number)d: “%(value)s” is none of: %(choices)s.")
        reading.problems.append(text % (number | {"value": value[:LONGEST_QUOTE], "choices": _how(item)}))


def _choices() -> dict[str, str]:
    """Return the choices by what they are called in each language."""
    named: dict[str, str] = {}
    for language in LETTER_LANGUAGES:
        with override(language):
            named |= {str(choice.label).casefold(): choice.value for choice in Choice}
    return named


def _read_audience(reading: SheetReading, record: Record | None, audiences: Mapping[str, str]) -> None:
    value = _cell(record, ANSWER) if record else ""
    if not value:
        return
    named = {str(label).casefold(): key for key, label in audiences.items()}
    if key := named.get(value.casefold()):
        reading.audience = key
        return
    text = pgettext("letter", "Who may read this answer: “%(value)s” is none of: %(choices)s.")
    choices = " / ".join(map(str, audiences.values()))
    reading.problems.append(text % {"value": value[:LONGEST_QUOTE], "choices": choices})
