"""Files as they come: encodings, separators, quotation marks, workbooks, and what is no table at all."""

import codecs
import io
import zipfile
from datetime import date, datetime

import pytest

from network.imports.parsing import tables
from network.imports.parsing.encodings import guessed_encoding, guessed_separator
from network.imports.parsing.tables import Record, Table, UnreadableError, read
from tests.factories.imports import HEAD, book, sheet


def table_of(content: bytes, **options: str) -> tuple[Table, list[Record]]:
    table = read(io.BytesIO(content), **options)
    return table, list(table.rows)


def cells_of(content: bytes, **options: str) -> list[list[str]]:
    return [row.cells for row in table_of(content, **options)[1]]


@pytest.mark.parametrize(
    ("encoding", "name", "guess"),
    [
        ("utf-8", "Zoë Müller", "utf-8-sig"),
        ("utf-8-sig", "Дарко", "utf-8-sig"),
        ("utf-16", "Дарко", "utf-16"),
        ("cp1252", "Zoë Müller", "cp1252"),
        ("cp1251", "Дарко Петровский", "cp1251"),
        ("ascii", "Anna", "utf-8-sig"),
    ],
)
def test_the_encoding_is_found(encoding: str, name: str, guess: str) -> None:
    content = f"State,Name\r\nAT,{name}\r\n".encode(encoding)
    table, rows = table_of(content)
    assert (table.encoding, rows[0].cells[-1]) == (guess, name)


def test_the_mark_tells_in_which_order_the_bytes_of_utf_16_come() -> None:
    content = codecs.BOM_UTF16_BE + "State,Name\r\nRS,Дарко\r\n".encode("utf-16-be")
    assert cells_of(content) == [["RS", "Дарко"]]


def test_another_encoding_may_be_chosen() -> None:
    content = "State,Name\nPL,Łukasz Żak\n".encode("cp1250")
    assert cells_of(content, encoding="cp1250") == [["PL", "Łukasz Żak"]]


def test_one_line_in_another_encoding_spoils_only_itself() -> None:
    lines = ["State,Name", "AT,Müller", "AT,Zoë", "AT,Çelik"]
    content = "\n".join(lines).encode() + b"\nAT,M\xfcller\n"
    _table, rows = table_of(content)
    assert [row.faults for row in rows] == [(), (), (), ("wrong_encoding",)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    content = sheet(("AT", "Anna, Dr.", "Muster; jr", "a@example.org", "x|y", ""), separator=separator)
    table, rows = table_of(content)
    assert (table.separator, table.head, rows[0].cells[1]) == (separator, list(HEAD), "Anna, Dr.")


def test_a_head_nobody_knows_is_split_where_rows_are_even() -> None:
    assert guessed_separator("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n") == ";"


def test_rows_are_numbered_as_spreadsheet_programs_number_them() -> None:
    _table, rows = table_of(b"State,Name\n\nAT,Anna\n,\nDE,Bert\n")
    assert [row.number for row in rows] == [3, 5]


def test_a_cell_may_hold_line_breaks() -> None:
    assert cells_of(b'State,Unit\nAT,"one\ntwo"\nDE,three\n') == [["AT", "one\ntwo"], ["DE", "three"]]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_in_any_way(end: bytes) -> None:
    assert cells_of(end.join([b"State,Name", b"AT,Anna", b"DE,Bert"])) == [["AT", "Anna"], ["DE", "Bert"]]


def test_a_quotation_that_is_not_closed_spoils_its_own_line_only() -> None:
    good = [f"AT,Anna{number}" for number in range(100)]
    content = "\n".join(["State,Name", "DE,one", 'FR,"two', *good]).encode()
    _table, rows = table_of(content)
    assert [row.number for row in rows if row.faults] == [3]
    assert len(rows) == 102
    assert rows[1] == Record(3, ["FR", '"two'], ("open_quotation",))


def test_thousands_of_open_quotations_are_read_in_one_go() -> None:
    content = b"State,Name\n" + b'AT,"x\n' * 19_999
    assert len(table_of(content)[1]) == 19_999


def test_what_is_no_text_is_marked_and_not_kept() -> None:
    _table, rows = table_of(b"State,Name\nAT,An\x00na\x07\n")
    assert rows == [Record(2, ["AT", "An\ufffdna\ufffd"], (), ((1, "control_character"),))]


def test_a_huge_cell_is_cut_and_marked() -> None:
    _table, rows = table_of(b"State,Unit\nAT," + b"x" * 1_000_000 + b"\n")
    assert (rows[0].faults, len(rows[0].cells[1])) == (("huge_cell",), tables.LONGEST_CELL + 1)


def test_a_workbook_gives_its_first_sheet_as_text() -> None:
    rows = [
        ("AT", datetime(2016, 4, 12), date(2016, 4, 13), 43.0, 1.5, True, None),  # noqa: DTZ001 - a cell has no zone
    ]
    assert cells_of(book(*rows, head=("State", "a", "b", "c", "d", "e", "f"))) == [
        ["AT", "2016-04-12", "2016-04-13", "43", "1.5", "yes"]
    ]


def test_a_formula_of_a_workbook_is_never_worked_out() -> None:
    assert cells_of(book(("AT", "=1+1", "Muster"))) == [["AT", "", "Muster"]]


def test_a_workbook_far_wider_and_longer_than_it_says_is_bounded() -> None:
    content = book(("AT", "Anna"), head=("State", "Name"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="900000"><c r="XFD900000" t="n"><v>1</v></c></row></sheetData>'
    )
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert cells_of(changed.getvalue()) == [["AT", "Anna"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n , ,\n", "empty_file"),
        (b"PK\x03\x04 and then nothing", "broken_file"),
        (b",".join([b"x"] * 300), "too_many_columns"),
        (b"State\n" + b"AT\n" * 20_001, "too_many_rows"),
    ],
)
def test_a_file_without_a_table_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        table_of(content)
    assert str(refused.value) == code


def test_a_guess_of_the_encoding_needs_no_letters() -> None:
    assert guessed_encoding(b"") == "utf-8-sig"


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_cell_of_megabytes_among_the_first_lines_is_one_bad_cell(separator: str) -> None:
    content = f'State{separator}Unit\nAT{separator}"{"x" * 300_000}"\nDE{separator}b\n'.encode()
    _table, rows = table_of(content)
    assert [(row.cells[0], row.faults) for row in rows] == [("AT", ("huge_cell",)), ("DE", ())]


def test_a_workbook_that_names_a_row_beyond_every_sheet_ends_at_once() -> None:
    content = book(("AT", "Anna"), head=("State", "Name"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<row r="2"', b'<row r="1000000000000"')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, written in parts.items():
            archive.writestr(part, written)
    _table, rows = table_of(packed.getvalue())
    assert rows == []


def test_marks_that_turn_the_writing_are_left_out() -> None:
    assert table_of("State,Name\nAT,An\u202ena\n".encode())[1] == [Record(2, ["AT", "Anna"])]
