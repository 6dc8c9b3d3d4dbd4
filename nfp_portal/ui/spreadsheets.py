"""Spreadsheets people download: CSV for any program, XLSX for Excel, neither ever carrying a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from nfp_portal.text.normal import printable

Cell = str | int | date | None

# What spreadsheet programs may take for a formula (OWASP, "CSV injection"), also behind apostrophes.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
# Text that is guarded by an apostrophe, or looks so.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
# Between the values of one cell, such as languages, in files that leave and in those that come in.
LIST_SEPARATOR = "; "
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV after RFC 4180 in UTF-8 with the byte-order mark Excel asks for.

    Text a program could take for a formula gets an apostrophe before it; a telephone number too. `unguarded`
    takes it off again.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([_harmless(cell) for cell in row] for row in chain([head], rows))
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what a cell of our files said before it was guarded."""
    return text[1:] if _GUARDED.match(text) else text


def to_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """One sheet with a frozen head; every text is a text cell, whatever it begins with.

    So none needs a guard, but text that looks guarded gets one, for `unguarded` takes one off.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_bold(_text(sheet, name)) for name in head])
    for row in rows:
        sheet.append([_typed(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _typed(sheet: WriteOnlyWorksheet, value: Cell) -> object:
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: WriteOnlyWorksheet, words: str) -> Any:
    plain = printable(words)
    cell = WriteOnlyCell(sheet, value=f"'{plain}" if _GUARDED.match(plain) else plain)
    cell.data_type = "s"
    return cell


def _bold(cell: Any) -> Any:
    cell.font = Font(bold=True)
    return cell
