"""A spreadsheet as rows of text, whatever program wrote it."""

import csv
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, NamedTuple
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from network.imports.parsing.encodings import decoded, guessed_encoding, guessed_separator
from network.imports.parsing.workbooks import has_formulas, is_too_much
from nfp_portal.text.normal import normalize, without_control_characters
from nfp_portal.ui.spreadsheets import unguarded

ARCHIVE = b"PK\x03\x04"
MOST_ROWS = 20_000
MOST_CELLS = 200
# The last row a sheet can have (ECMA-376); a file that names a later one is made to harm.
LAST_ROW = 1_048_576
LONGEST_CELL = 5_000
# A record over so many lines is none: its quotation mark was never closed.
MOST_LINES = 30


class UnreadableError(Exception):
    """The file is no table that can be read; the words are a code of `reasons.FILE_REASONS`."""


class Record(NamedTuple):
    """One row: its number in the file, its cells as text, and codes of what is wrong with it.

    `faults` concern the row, `cell_faults` one cell each, by its position.
    """

    number: int
    cells: list[str]
    faults: tuple[str, ...] = ()
    cell_faults: tuple[tuple[int, str], ...] = ()


@dataclass
class Table:
    """The head and the rows of a file; the rows may be asked for once."""

    head: list[str]
    rows: Iterator[Record]
    encoding: str = ""
    separator: str = ""
    head_number: int = 1
    expected: int = field(default=0)  # rows, as far as known before reading; 0 if not


def read(file: IO[bytes], *, encoding: str = "", separator: str = "") -> Table:
    """Read a table: XLSX by its content, else text; what is not given is guessed.

    Raises `UnreadableError`, also while the rows are fetched.
    """
    head = file.read(len(ARCHIVE))
    file.seek(0)
    if head == ARCHIVE:
        return _table(_sheet(file))
    content = file.read()
    encoding = encoding or guessed_encoding(content)
    text = decoded(content, encoding)
    separator = separator or guessed_separator(text)
    table = _table(_records(list(io.StringIO(text, newline="")), separator))
    table.encoding, table.separator = encoding, separator
    table.expected = text.count("\n")
    return table


def _table(rows: Iterator[Record]) -> Table:
    numbered = _filled(rows)
    first = next(numbered, None)
    if first is None:
        raise UnreadableError("empty_file")
    if len(first.cells) > MOST_CELLS:
        raise UnreadableError("too_many_columns")
    return Table([" ".join(cell.split())[:100] for cell in first.cells], numbered, head_number=first.number)


def _filled(rows: Iterable[Record]) -> Iterator[Record]:
    """The rows that hold anything, not without end."""
    count = 0
    for row in rows:
        if row.cell_faults or any(map(str.strip, row.cells)):
            count += 1
            if count > MOST_ROWS + 1:
                raise UnreadableError("too_many_rows")
            yield _kept(row)


def _kept(row: Record) -> Record:
    """Bring the cells into the one form of text, bound what they hold, note what no directory keeps."""
    cells = [unguarded(normalize(cell)) for cell in row.cells]
    while cells and not cells[-1].strip():
        cells.pop()
    joined = "\t".join(cells[:MOST_CELLS])
    faults = row.faults
    if len(joined) > LONGEST_CELL and any(len(cell) > LONGEST_CELL for cell in cells):
        cells = [cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] + "…" for cell in cells]
        faults += ("huge_cell",)
    if "\ufffd" in joined:
        faults += ("wrong_encoding",)
    printable = [without_control_characters(cell, "\ufffd") for cell in cells]
    pairs = enumerate(zip(cells, printable, strict=True))
    broken = tuple((index, "control_character") for index, (cell, kept) in pairs if cell != kept)
    return Record(row.number, printable[: MOST_CELLS + 1], faults, row.cell_faults + broken)


# Text ---------------------------------------------------------------------------------------------


class _Feed:
    """The lines of a text from a index on, never more than one record may have ahead of `limit`."""

    def __init__(self, lines: list[str], index: int) -> None:
        self._lines, self.index = lines, index
        self.limit = index + MOST_LINES

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.index >= min(self.limit, len(self._lines)):
            raise StopIteration
        self.index += 1
        return self._lines[self.index - 1]


def _records(lines: list[str], separator: str) -> Iterator[Record]:
    """The records of the text. A quotation mark that is never closed spoils its own line only."""
    number = index = width = 0
    while index < len(lines):
        feed = _Feed(lines, index)
        for cells in csv.reader(feed, delimiter=separator):
            number += 1
            width = width or len(cells)
            if feed.index - index > 1 and not _is_whole(lines[index : feed.index], separator, width):
                break
            index = feed.index
            feed.limit = index + MOST_LINES
            yield Record(number, cells)
        else:
            continue
        yield Record(number, lines[index].rstrip("\r\n").split(separator), ("open_quotation",))
        index += 1


def _is_whole(lines: list[str], separator: str, width: int) -> bool:
    """Whether several lines are one record by the letter, and as wide as the head."""
    try:
        return [len(cells) for cells in csv.reader(lines, delimiter=separator, strict=True)] == [width]
    except csv.Error:
        return False


# XLSX ---------------------------------------------------------------------------------------------


def _sheet(file: IO[bytes]) -> Iterator[Record]:
    """The rows of the first sheet: what its formulas last showed, never the formulas."""
    try:
        _expect_fair(file)
        shown = _first_sheet(file, data_only=True)
        typed = _first_sheet(file, data_only=False) if has_formulas(file) else None
        for number, row in enumerate(shown, 1):
            written = next(typed) if typed else row
            if written.count(None) < len(written):
                yield Record(number, [_text(value) for value in row], cell_faults=_unsaved(row, written))
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise UnreadableError("broken_file") from error


def _first_sheet(file: IO[bytes], *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its size need not be so
    return iter(sheet.iter_rows(values_only=True, max_col=MOST_CELLS + 1, max_row=LAST_ROW))


def _unsaved(row: tuple[Any, ...], written: tuple[Any, ...]) -> tuple[tuple[int, str], ...]:
    """Name the cells whose formula was saved without what it shows."""
    pairs = enumerate(zip(row, written, strict=False))
    return tuple((index, "formula_without_value") for index, (a, b) in pairs if a is None and b is not None)


def _expect_fair(file: IO[bytes]) -> None:
    if is_too_much(file):
        raise UnreadableError("swollen_file")
    file.seek(0)


# What openpyxl raises over a file that is damaged or made to harm; it has no exception of its own for it.
_BROKEN = (
    BadZipFile, InvalidFileException, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError,
    SyntaxError, OSError, EOFError, OverflowError, RuntimeError,
)  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
