"""Spreadsheets to download: CSV and XLSX, neither with formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from nfp_portal.text.normal import printable

Cell = str | int | date | None

# What spreadsheet programs may take for a formula (OWASP, "CSV injection"), also behind apostrophes.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
# Text that is guarded by an apostrophe, or looks as if it were.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
# Separates the values of one cell, such as languages, in exports and imports.
LIST_SEPARATOR = "; "
# Widths of a column, in characters.
NARROWEST, WIDEST = 6, 60
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return CSV after RFC 4180 in UTF-8 with the byte-order mark that Excel needs.

    Text that a program could take for a formula, a telephone number too, is guarded by an apostrophe, which
    `unguarded` removes.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([_guarded(cell) for cell in row] for row in chain([head], rows))
    return file.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a cell without its guard."""
    return text[1:] if _GUARDED.match(text) else text


def to_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """Return a workbook of one sheet: a frozen head, columns as wide as their text, every text a text cell.

    Text cells need no guard, but text that looks guarded gets one, because `unguarded` removes one.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    listed = [head, *rows]
    for number, column in enumerate(zip_longest(*listed), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    sheet.append([_bold(_text(sheet, name)) for name in head])
    for row in listed[1:]:
        sheet.append([_typed(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _width(column: Iterable[Cell]) -> int:
    """Return the width in characters that shows the longest cell of a column, between two bounds."""
    longest = max((len(str(cell)) for cell in column if cell is not None), default=0)
    return min(max(longest, NARROWEST), WIDEST) + 2


def _typed(sheet: WriteOnlyWorksheet, value: Cell) -> object:
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: WriteOnlyWorksheet, value: str) -> Any:
    plain = printable(value)
    cell = WriteOnlyCell(sheet, value=f"'{plain}" if _GUARDED.match(plain) else plain)
    cell.data_type = "s"
    return cell


def _bold(cell: Any) -> Any:
    cell.font = Font(bold=True)
    return cell
