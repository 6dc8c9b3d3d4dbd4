from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.http import FileResponse, HttpRequest
from openpyxl import load_workbook

from nfp_portal.front.middleware import files_by_proxy
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


@pytest.fixture
def stored(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT, settings.MEDIA_BY_PROXY = tmp_path, True
    (tmp_path / "papers").mkdir()
    path = tmp_path / "papers" / "Straße 1.pdf"
    path.write_bytes(b"%PDF")
    return path


def through_middleware(response: FileResponse) -> Any:
    def view(request: HttpRequest) -> Any:
        return response

    return files_by_proxy(view)(HttpRequest())


def test_the_proxy_sends_stored_files_with_the_headers_of_the_portal(stored: Path) -> None:
    answer = through_middleware(FileResponse(stored.open("rb"), as_attachment=True, filename="Agenda.pdf"))
    assert dict(answer.items()) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Agenda.pdf"',
        "X-Accel-Redirect": "/papers/Stra%C3%9Fe%201.pdf",
    }
    assert (answer.status_code, answer.content) == (200, b"")


def test_what_is_not_stored_is_sent_by_the_portal(stored: Path, settings: Any) -> None:
    with Path(__file__).open("rb") as file:
        for response in (FileResponse(file), FileResponse(BytesIO(b"a,b"), filename="list.csv")):
            assert through_middleware(response) is response
    settings.MEDIA_BY_PROXY = False
    plain = FileResponse(stored.open("rb"))
    assert through_middleware(plain) is plain
    plain.file_to_stream.close()
