"""The draft of an answer as a spreadsheet, and back: one row an item, and one for who may read the answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from django.utils.translation import override, pgettext

from exchange.questions.models import Choice, Question, QuestionItem
from exchange.questions.models.questions import LONGEST_ANSWER
from exchange.questions.wording import audiences_of, value_in_words
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
    question: Question, items: Iterable[QuestionItem], values: Mapping[int, str], audience: str
) -> list[list[Cell]]:
    """Return the rows with what was saved; choices in the language in force."""
    rows: list[list[Cell]] = [
        [item.number, item.text, value_in_words(item, values.get(item.number, "")), _how(item)]
        for item in items
    ]
    readers, audiences = pgettext("letter", "Who may read this answer?"), audiences_of(question)
    return [*rows, [AUDIENCE, readers, audiences.get(audience, ""), " / ".join(audiences.values())]]


def _how(item: QuestionItem) -> str:
    if item.is_choice:
        return " / ".join(str(choice.label) for choice in Choice)
    return pgettext("letter", "In any language.")


def read_sheet(
    file: IO[bytes], question: Question, items: Sequence[QuestionItem], audience: str
) -> SheetReading:
    """Read a filled-in sheet; an empty row for the readers leaves `audience`.

    Choices and readers are taken in each of the six languages. Nothing is written.
    """
    reading = SheetReading(audience=audience)
    try:
        records = {_key(record): record for record in islice(read(file).rows, MOST_ROWS)}
    except UnreadableError:
        text = pgettext("letter", "This file cannot be read. Open it, save it as XLSX and upload it again.")
        reading.problems.append(text)
        return reading
    choices = _by_label(lambda: dict(Choice.choices))
    for item in items:
        _read_item(reading, item, records.get(str(item.number)), choices)
    _read_audience(reading, records.get(AUDIENCE), question)
    return reading


def _key(record: Record) -> str:
    return record.cells[0].strip().removesuffix(".0").upper() if record.cells else ""


def _cell(record: Record, index: int) -> str:
    return record.cells[index].strip() if len(record.cells) > index else ""


def _by_label(labels: Callable[[], Mapping[str, object]]) -> dict[str, str]:
    """Return values by what they are called in each of the six languages."""
    named: dict[str, str] = {}
    for language in LETTER_LANGUAGES:
        with override(language):
            named |= {str(label).casefold(): value for value, label in labels().items()}
    return named


def _read_item(
    reading: SheetReading, item: QuestionItem, record: Record | None, choices: Mapping[str, str]
) -> None:
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
    elif choice := choices.get(value.casefold()):
        reading.values[item.number] = choice
    else:
        text = pgettext("letter", "Question %(number)d: “%(value)s” is none of: %(choices)s.")
        reading.problems.append(text % (number | {"value": value[:LONGEST_QUOTE], "choices": _how(item)}))


def _read_audience(reading: SheetReading, record: Record | None, question: Question) -> None:
    value = _cell(record, ANSWER) if record else ""
    if not value:
        return
    if key := _by_label(lambda: audiences_of(question)).get(value.casefold()):
        reading.audience = key
        return
    text = pgettext("letter", "Who may read this answer: “%(value)s” is none of: %(choices)s.")
    choices = " / ".join(audiences_of(question).values())
    reading.problems.append(text % {"value": value[:LONGEST_QUOTE], "choices": choices})
