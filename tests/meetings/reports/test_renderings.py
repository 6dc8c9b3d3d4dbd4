"""The documents on paper: made by a worker, kept while they are current, complete in themselves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from meetings import demonstration, reference
from meetings.models import Meeting
from meetings.reports import pdf
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.renderings.actions import at_one_moment
from tests.factories.accounts import make_user
from tests.factories.meetings import at, make_meeting, make_restricted_item, make_timed_item
from tests.meetings.test_recorded_meetings import STATES_OF_THE_10TH

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    made = make_meeting(slug="printed", title="Meeting on paper")
    make_timed_item(made, "Opening", at(9), at(10))
    return made


def the_job() -> Job:
    return Job.objects.get(kind=MeetingDocument.kind)


def test_a_document_is_asked_for_once_and_its_progress_is_shown(client: Client, meeting: Meeting) -> None:
    for _ in range(2):
        response = client.get("/meetings/printed/agenda.pdf")
        assert response.status_code == 202
        assert response.headers["Retry-After"] == "2"
    assert the_job().parameters["audience"] == "all"
    progress = client.get(f"/meetings/printed/renderings/{the_job().key}/")
    assert "The PDF is being made" in progress.content.decode()


def test_the_page_of_its_progress_opens_the_document_by_itself(client: Client, meeting: Meeting) -> None:
    path = "/meetings/printed/agenda.pdf"
    page = client.get(path).content.decode()
    assert f'hx-get="{path}"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    script = {"HX-Request": "true"}
    assert 'data-opens=""' in client.get(path, headers=script).content.decode()
    jobs.run(the_job().pk)
    done = client.get(path, headers=script).content.decode()
    assert f'data-opens="{path}"' in done
    assert "hx-get" not in done
    progress = client.get(f"/meetings/printed/renderings/{the_job().key}/", headers=script)
    assert f'data-opens="{path}?copy=public"' in progress.content.decode()


def test_the_made_document_is_served_until_its_content_changes(client: Client, meeting: Meeting) -> None:
    client.get("/meetings/printed/agenda.pdf")
    jobs.run(the_job().pk)
    response = client.get("/meetings/printed/agenda.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="agenda-printed.pdf"'
    assert response.streaming
    assert response.getvalue().startswith(b"%PDF-")
    meeting.items.update(title="Another opening")
    assert client.get("/meetings/printed/agenda.pdf").status_code == 202


def test_an_unchanged_document_is_not_sent_again(client: Client, meeting: Meeting) -> None:
    client.get("/meetings/printed/agenda.pdf")
    jobs.run(the_job().pk)
    first = client.get("/meetings/printed/agenda.pdf")
    assert first.getvalue()
    etag = first.headers["ETag"]
    again = client.get("/meetings/printed/agenda.pdf", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_a_document_is_never_filed_under_another_content(client: Client, meeting: Meeting) -> None:
    make_restricted_item(meeting, "Closed words")
    client.get("/meetings/printed/agenda.pdf")
    meeting.items.filter(title="Closed words").update(audience=Audience.ALL)
    with pytest.raises(RenderError, match="The document changed meanwhile: ask for it again"):
        jobs.run(the_job().pk)
    meeting.items.filter(title="Closed words").update(audience=Audience.FOCAL_POINTS)
    assert (the_job().state, the_job().file) == (JobState.FAILED, "")


def test_a_document_that_changed_meanwhile_may_be_asked_for_again(client: Client, meeting: Meeting) -> None:
    client.get("/meetings/printed/agenda.pdf")
    meeting.items.update(title="Typed by mistake")
    with pytest.raises(RenderError):
        jobs.run(the_job().pk)
    meeting.items.update(title="Opening")
    client.get("/meetings/printed/agenda.pdf")
    jobs.run(Job.objects.get(kind=MeetingDocument.kind, state=JobState.WAITING).pk)
    served = client.get("/meetings/printed/agenda.pdf")
    assert served.status_code == 200
    assert served.getvalue().startswith(b"%PDF-")


@pytest.mark.django_db(transaction=True)
def test_what_is_composed_is_read_at_one_moment() -> None:
    meeting = make_meeting(title="As asked for")

    def rename(title: str) -> None:
        Meeting.objects.filter(pk=meeting.pk).update(title=title)
        connection.close()

    with at_one_moment(), ThreadPoolExecutor(1) as pool:
        Meeting.objects.get(pk=meeting.pk)
        pool.submit(rename, "Saved meanwhile").result()
        assert Meeting.objects.get(pk=meeting.pk).title == "As asked for"
    assert Meeting.objects.get(pk=meeting.pk).title == "Saved meanwhile"


def test_the_progress_page_leads_to_the_document(client: Client, meeting: Meeting) -> None:
    client.get("/meetings/printed/agenda.pdf")
    jobs.run(the_job().pk)
    page = client.get(f"/meetings/printed/renderings/{the_job().key}/").content.decode()
    assert "/meetings/printed/agenda.pdf?copy=public" in page


def test_a_lost_file_counts_as_failed_and_is_not_asked_for_at_each_look(
    client: Client, meeting: Meeting
) -> None:
    client.get("/meetings/printed/agenda.pdf")
    jobs.run(the_job().pk)
    the_job().path.unlink()
    for _look in range(2):
        page = client.get("/meetings/printed/agenda.pdf")
        assert (page.status_code, "no longer on the server" in page.content.decode()) == (500, True)
    assert [job.state for job in Job.objects.filter(kind=MeetingDocument.kind)] == [JobState.FAILED]


def test_a_failed_document_says_so_and_an_editor_may_try_again(
    client: Client, client_of: Callable[[User], Client], meeting: Meeting, editor: User
) -> None:
    client.get("/meetings/printed/agenda.pdf")
    Job.objects.update(state=JobState.FAILED, note="The paper is out.")
    page = client.get("/meetings/printed/agenda.pdf").content.decode()
    assert "The PDF could not be made" in page
    assert "Try again" not in page
    again = f"/jobs/{the_job().key}/retry/"
    assert again in client_of(editor).get("/meetings/printed/agenda.pdf?copy=public").content.decode()
    client_of(editor).post(again)
    assert the_job().state == JobState.WAITING


def test_the_progress_of_a_restricted_copy_is_hidden_from_visitors(
    client: Client, client_of: Callable[[User], Client], meeting: Meeting
) -> None:
    client_of(make_user(Role.FOCAL_POINT)).get("/meetings/printed/agenda.pdf")
    assert the_job().parameters["audience"] == "focal_points"
    assert client.get(f"/meetings/printed/renderings/{the_job().key}/").status_code == 404


def test_a_focal_point_may_take_the_public_copy_to_hand_on(
    client_of: Callable[[User], Client], meeting: Meeting
) -> None:
    client_of(make_user(Role.FOCAL_POINT)).get("/meetings/printed/agenda.pdf?copy=public")
    assert the_job().parameters["audience"] == "all"


def test_a_copy_nobody_makes_is_not_found(client: Client, meeting: Meeting) -> None:
    assert client.get("/meetings/printed/agenda.pdf?copy=secret").status_code == 404


@pytest.fixture(scope="module")
def tenth(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> PdfReader:
    """The public report of the 10th meeting with its demonstration, set once."""
    output = tmp_path_factory.mktemp("report") / "report.pdf"
    with django_db_blocker.unblock(), transaction.atomic():
        reference.load()
        demonstration.load()
        call_command("render", "meeting", "10", "report", output=output)
        transaction.set_rollback(True)
    return PdfReader(output)


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_the_report_of_the_tenth_meeting_says_who_took_part(tenth: PdfReader) -> None:
    listed = f"{', '.join(STATES_OF_THE_10TH[:-1])} and {STATES_OF_THE_10TH[-1]}"
    assert f"102 participants from {listed} took part." in text_of(tenth)
    assert "Algeria, BOMCA, BOMNAF, DCAF, Europol, Frontex, ICMPD, INTERPOL, PCC SEE" in text_of(tenth)


def test_the_report_bears_its_title_language_bookmarks_and_page_numbers(tenth: PdfReader) -> None:
    assert tenth.metadata is not None
    assert str(tenth.metadata.title).startswith("Report: Tenth Annual Meeting")
    assert str(tenth.root_object["/Lang"]) == "en"
    assert {"Contents", "Objectives", "Conclusions", "Annex 1: Agenda"} <= bookmarks(tenth.outline)
    assert f"Page 2 of {len(tenth.pages)}" in text_of(tenth)


def bookmarks(outline: list[Any]) -> set[str]:
    nested = [bookmarks(entry) if isinstance(entry, list) else {str(entry.title)} for entry in outline]
    return set().union(*nested)


def test_the_public_report_names_nobody_but_speakers_and_keeps_the_sixth_objective(tenth: PdfReader) -> None:
    text = text_of(tenth)
    assert "agree on what the Network does next" not in text
    assert "Working session of the focal points" not in text
    assert "example.org" not in text


def test_a_printed_document_says_what_is_invented(tenth: PdfReader) -> None:
    sentence = "breaks and moderators of this agenda and the names of participants are demonstration data"
    assert sentence in text_of(tenth)


def test_print_uses_neither_flex_nor_grid() -> None:
    html = pdf.compose(Meeting.objects.get(slug="10"), Document.REPORT, Audience.ALL)
    sheet = Path("static/css/pdf.css").read_text()
    assert "display: flex" not in html + sheet
    assert "display: grid" not in html + sheet


def test_the_command_says_what_it_cannot_find(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no meeting 11"):
        call_command("render", "meeting", "11", "agenda", output=tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="Meeting 12 has no report"):
        call_command("render", "meeting", "12", "report", output=tmp_path / "x.pdf")
