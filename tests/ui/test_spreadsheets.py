"""Spreadsheets that people take along carry text, never a formula, in the head as in the rows."""

import csv
import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nfp_portal.ui.spreadsheets import Cell, to_csv, to_xlsx

FORMULAS = ('=HYPERLINK("https://evil.example","x")', "+43 1 000 0001", "-1+2", "@SUM(A1)", "\tx", "\rx")


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_of_a_csv_file_begins_like_a_formula(typed: str) -> None:
    written = to_csv([typed, "E-mail"], [[typed, "anna@example.org"], ["", None]]).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(written, newline="")))
    assert lines == [[f"'{typed}", "E-mail"], [f"'{typed}", "anna@example.org"], ["", ""]]


@pytest.mark.parametrize("typed", FORMULAS)
def test_every_cell_of_a_workbook_is_text(typed: str) -> None:
    book = load_workbook(io.BytesIO(to_xlsx([typed], [[typed]], title="Focal points")))
    sheet = book.active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_numbers_stay_numbers_and_signs_no_program_takes_are_left_out() -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(["A", "B"], [[7, "a\x00b\uffff"]], title="T"))).active
    assert sheet is not None
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [["A", "B"], [7, "ab"]]


def test_a_column_is_as_wide_as_its_longest_text_within_bounds() -> None:
    rows: list[list[Cell]] = [["Ada", 7, "x" * 300], ["Wilhelmina Ottilie", None, ""]]
    sheet = load_workbook(io.BytesIO(to_xlsx(["Name", "N", "Note"], rows, title="T"))).active
    assert isinstance(sheet, Worksheet)
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [20, 8, 62]
