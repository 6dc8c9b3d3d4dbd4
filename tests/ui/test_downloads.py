from io import BytesIO

from openpyxl import load_workbook

from nfp_portal.ui.downloads import attachment, sheet

HEAD, ROWS = ("State", "Name"), [["Austria", "MUSTER"]]


def test_a_file_is_saved_under_its_name() -> None:
    answer = attachment(b"BEGIN:VCARD", "text/vcard", "one.vcf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="one.vcf"'
    assert (answer.headers["Content-Type"], answer.content) == ("text/vcard", b"BEGIN:VCARD")


def test_rows_leave_as_csv() -> None:
    answer = sheet("csv", HEAD, ROWS, name="people", title="People")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert answer.content.decode("utf-8-sig") == "State,Name\r\nAustria,MUSTER\r\n"


def test_rows_leave_as_a_workbook_with_its_title() -> None:
    answer = sheet("xlsx", HEAD, iter(ROWS), name="people", title="People")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    assert [list(row) for row in book["People"].values] == [list(HEAD), *ROWS]
