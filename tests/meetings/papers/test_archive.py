"""All papers as one ZIP: with an index that works offline, and nothing in it that the reader may not see."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.meetings import make_document, make_item, make_meeting

pytestmark = pytest.mark.django_db
SECRET = "Quokka"


def file_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("note.pdf", b"%PDF-1.7 " + text.encode())


@pytest.fixture
def meeting() -> Meeting:
    made = make_meeting(slug="vienna")
    threats, closed = (
        make_item(made, "Threats"),
        make_item(made, f"{SECRET} item", audience=Audience.FOCAL_POINTS),
    )
    make_document(
        made, "Concept note", item=threats, symbol="SEC.GAL/7", files=[file_of("en"), ("ru", file_of("ru"))]
    )
    make_document(made, "Проект плана", files=[("ru", file_of("plan"))])
    make_document(made, "Open though its item is closed", item=closed)
    make_document(made, f"{SECRET} paper", audience=Audience.FOCAL_POINTS, files=[file_of(SECRET)])
    return made


def archive(client: Client) -> zipfile.ZipFile:
    answer = client.get("/meetings/vienna/papers.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papers-vienna.zip"'
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def index(client: Client) -> str:
    return archive(client).read("index.html").decode()


def test_the_archive_has_each_file_under_its_title_and_an_index_by_item(
    client: Client, meeting: Meeting
) -> None:
    whole = archive(client)
    assert whole.testzip() is None
    assert whole.namelist() == [
        *("index.html", "index.css"),
        *("papers/проект-плана-ru.pdf", "papers/concept-note.pdf", "papers/concept-note-ru.pdf"),
    ]
    assert whole.read("papers/concept-note-ru.pdf") == b"%PDF-1.7 ru"
    page = index(client)
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["The meeting as a whole", "Threats"]
    assert set(re.findall(r'(?:href|src)="([^"]+)"', page)) == set(whole.namelist()) - {"index.html"}


def test_no_letter_of_a_restricted_paper_is_in_the_archive_of_others(
    client: Client, meeting: Meeting, settings: Any
) -> None:
    settings.REQUIRE_MFA = False
    whole = archive(client)
    assert not any(SECRET.lower() in (name + whole.read(name).decode()).lower() for name in whole.namelist())
    insider = Client()
    insider.force_login(make_user(Role.FOCAL_POINT))
    assert f"papers/{SECRET.lower()}-paper.pdf" in archive(insider).namelist()


def test_a_file_that_is_missing_is_named_in_the_index(client: Client, meeting: Meeting) -> None:
    lost = make_document(meeting, "Lost note", files=[file_of("lost")])
    Path(lost.latest[0].file.path).unlink()
    assert re.search(r"Lost note.*?English <strong>File missing</strong>", index(client), re.DOTALL)


def test_two_papers_of_one_title_have_two_names(client: Client, meeting: Meeting) -> None:
    make_document(meeting, "Concept note", files=[file_of("another")])
    assert {"papers/concept-note.pdf", "papers/concept-note-2.pdf"} <= set(archive(client).namelist())


def test_where_there_is_nothing_to_see_there_is_no_archive(client: Client) -> None:
    make_document(make_meeting(slug="vienna"), audience=Audience.FOCAL_POINTS, files=[file_of("secret")])
    assert client.get("/meetings/vienna/papers.zip").status_code == 404


def test_the_archive_is_read_with_the_same_queries_however_many_papers(
    client: Client, meeting: Meeting
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            archive(client)
        return len(context)

    few = queries()
    for number in range(20):
        make_document(meeting, f"Note {number}", files=[file_of("en")])
    assert queries() == few
