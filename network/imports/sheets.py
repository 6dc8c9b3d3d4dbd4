"""The spreadsheets people take from here: the template to fill in, and the rejected rows to mend."""

from collections.abc import Iterable, Iterator

from network.imports.models import ImportRow
from network.imports.parsing.columns import COLUMNS, EXAMPLE, heading_of
from network.imports.parsing.reasons import in_words

REASON = "Why rejected"
ROW = "Row"


def template_head() -> list[str]:
    return [*map(heading_of, COLUMNS), "Note"]


def template_rows() -> list[list[str]]:
    """One row of examples, marked so that an import rejects it."""
    return [[*(column.example for column in COLUMNS), EXAMPLE]]


def rejected_head(headings: Iterable[str]) -> list[str]:
    """The head of the file as it was, then what the next import leaves out."""
    return [*headings, ROW, REASON]


def rejected_rows(rows: Iterable[ImportRow], width: int) -> Iterator[list[str]]:
    """The cells as they were; those beyond the head follow the reason, so that nothing is lost."""
    for row in rows:
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        yield [
            *cells,
            str(row.number),
            " ".join(in_words(reason) for reason in row.reasons),
            *row.cells[width:],
        ]
