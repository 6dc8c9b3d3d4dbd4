"""A report is drafted from the register, written by an editor and released by a second person."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from meetings.actions import parts
from meetings.models import AgendaItem, Kind, Meeting, Objective, Stage
from meetings.reports.actions import reports
from meetings.reports.documents import ReleaseDocument
from meetings.reports.models import Conclusion, Report
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import actions as renderings
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    at,
    make_meeting,
    make_participant,
    make_restricted_item,
    make_timed_item,
    publish,
)
from tests.factories.network import state

pytestmark = pytest.mark.django_db

PARTS = {
    "background": "We met.",
    "opening": "",
    "sessions": "",
    "focal_points_part": "",
    "study_visit": "",
    "closing": "",
}


@pytest.fixture
def held() -> Meeting:
    meeting = make_meeting(
        slug="held", title="The meeting", stage=Stage.HELD, city="Vienna", country=state("AT"),
        organiser="the Secretariat", theme="Safe roads.",
    )  # fmt: skip
    make_timed_item(
        meeting, "Opening", at(9), at(10), kind=Kind.OPENING, speakers=[["Ana Ruiz", "Director", ""]]
    )
    make_timed_item(
        meeting, "Roads", at(10), at(11), session=1, moderator="Jo Lind",
        speakers=[["A", "", ""], ["B", "", ""]],
        note="How they are kept safe.\nAnd by whom.",
    )  # fmt: skip
    make_timed_item(meeting, "Coffee", at(11), at(12), kind=Kind.BREAK)
    make_timed_item(meeting, "Visit to the bridge", at(14), at(16), kind=Kind.STUDY_VISIT)
    make_restricted_item(meeting, "Work plan", note="What we do next.")
    make_participant(meeting, "AT")
    return meeting


def written(meeting: Meeting, by: User) -> Report:
    return reports.draft_report(meeting, by=by)


def test_the_draft_is_written_from_the_agenda(held: Meeting, editor: User) -> None:
    report = written(held, editor)
    assert report.background == (
        "The meeting took place in Vienna, Austria on 6–7 October 2026. "
        "It was organised by the Secretariat. Its theme: Safe roads."
    )
    assert report.opening == "# Opening\n\nAna Ruiz, Director spoke."
    assert report.sessions == (
        "# Session 1: Roads\n\nJo Lind moderated.\n\nA and B spoke.\n\n"
        "How they are kept safe.  \nAnd by whom."
    )
    assert report.study_visit == "# Visit to the bridge"
    assert report.focal_points_part == "# Work plan\n\nWhat we do next."
    assert "Coffee" not in report.sessions


def test_drafting_again_keeps_what_was_written(held: Meeting, editor: User) -> None:
    report = written(held, editor)
    reports.write_report(report.pk, {"background": "By hand"}, revision=1, by=editor)
    assert written(held, editor).background == "By hand"


def test_a_held_meeting_with_a_draft_says_its_report_is_in_preparation(held: Meeting, editor: User) -> None:
    written(held, editor)
    assert Meeting.objects.get(pk=held.pk).stage == Stage.REPORT


def test_drafting_early_does_not_announce_a_planned_meeting(editor: User) -> None:
    planned = make_meeting(stage=Stage.PLANNED)
    written(planned, editor)
    assert Meeting.objects.get(pk=planned.pk).stage == Stage.PLANNED


def test_an_editor_writes_and_an_approver_releases(
    client_of: Callable[[User], Client], client: Client, held: Meeting, editor: User, approver: User
) -> None:
    desk = client_of(editor)
    assert desk.post("/meetings/held/report/draft/").headers["Location"] == "/meetings/held/report/write/"
    desk.post("/meetings/held/report/write/", PARTS | {"revision": "1"})
    desk.post("/meetings/held/report/submit/")
    assert desk.post("/meetings/held/report/release/").status_code == 404
    assert client.get("/meetings/held/report").status_code == 404
    client_of(approver).post("/meetings/held/report/release/", {"fingerprint": reports.as_read(held)})
    page = client.get("/meetings/held/report").content.decode()
    assert "We met." in page
    assert "1 participant from Austria took part." in page
    assert Meeting.objects.get(pk=held.pk).stage == Stage.PUBLISHED


def test_a_form_that_was_not_sent_whole_is_refused(
    client_of: Callable[[User], Client], held: Meeting, editor: User
) -> None:
    report = written(held, editor)
    before = report.revision
    response = client_of(editor).post("/meetings/held/report/write/", PARTS | {"background": "Typed"})
    assert response.status_code == 422
    assert "Typed" in response.content.decode()
    assert Report.objects.get(pk=report.pk).revision == before


def test_an_approver_who_wrote_last_does_not_release(
    client_of: Callable[[User], Client], held: Meeting, editor: User, approver: User
) -> None:
    report = written(held, editor)
    reports.write_report(report.pk, {"background": "Mine"}, revision=1, by=approver)
    reports.submit_report(report.pk, by=editor)
    response = client_of(approver).post(
        "/meetings/held/report/release/", {"fingerprint": reports.as_read(held)}, follow=True
    )
    assert "You wrote last: a second person approves the report." in response.content.decode()
    assert not Report.objects.get(pk=report.pk).is_released


def released(report_id: int, *, by: User) -> Report:
    return publish(Report.objects.get(pk=report_id), by=by)


def test_an_approver_releases_only_what_was_read(
    client_of: Callable[[User], Client], held: Meeting, editor: User, approver: User
) -> None:
    report, desk = written(held, editor), client_of(approver)
    reports.submit_report(report.pk, by=editor)
    seen = desk.get("/meetings/held/report/release/").context["fingerprint"]
    held.objectives.create(text="Unseen words")
    response = desk.post("/meetings/held/report/release/", {"fingerprint": seen}, follow=True)
    assert "read it once more, then approve it" in response.content.decode()
    assert not Report.objects.get(pk=report.pk).is_released
    desk.post("/meetings/held/report/release/", {"fingerprint": response.context["fingerprint"]})
    assert Report.objects.get(pk=report.pk).is_released


@pytest.mark.parametrize("part", [Objective, AgendaItem, Conclusion])
def test_changing_anything_the_report_prints_makes_the_last_editor(
    held: Meeting, editor: User, approver: User, part: type[Any]
) -> None:
    report = written(held, editor)
    facts = {"title": "Mine"} if part is AgendaItem else {"text": "Mine"}
    parts.add_part(part, held, uuid4(), facts, by=approver)
    with pytest.raises(reports.SecondPersonError):
        released(report.pk, by=approver)


def test_adding_a_conclusion_makes_the_last_editor(
    client_of: Callable[[User], Client], held: Meeting, editor: User, approver: User
) -> None:
    report = written(held, editor)
    form = {
        "key": "7b0c7a52-5b4d-4a52-9d0e-0a1f6f6f0002",
        "revision": "1",
        "text": "Go on",
        "status": "open",
        "audience": "all",
    }
    client_of(approver).post("/meetings/held/conclusions/add/", form)
    with pytest.raises(reports.SecondPersonError):
        released(report.pk, by=approver)
    released(report.pk, by=make_user(Role.APPROVER))


def test_a_release_is_noted_and_releasing_twice_is_one(held: Meeting, editor: User, approver: User) -> None:
    report = written(held, editor)
    first = released(report.pk, by=approver)
    second = released(report.pk, by=make_user(Role.APPROVER))
    assert first.current == second.current
    noted = Entry.objects.filter(act=Act.RELEASE).values_list("actor", "details__audience")
    assert list(noted) == [(approver.pk, "all"), (approver.pk, "focal_points")]


def test_a_release_asks_for_its_files_and_the_other_documents(
    held: Meeting, editor: User, approver: User
) -> None:
    report = released(written(held, editor).pk, by=approver)
    documents = Job.objects.filter(kind=MeetingDocument.kind)
    requested = {(job.parameters["document"], job.parameters["audience"]) for job in documents}
    assert requested == {
        (document, audience)
        for document in ("agenda", "participants")
        for audience in ("all", "focal_points")
    }
    files = set(Job.objects.filter(kind=ReleaseDocument.kind).values_list("subject", flat=True))
    assert report.current is not None
    assert files == {str(copy.key) for copy in report.current.copies.all()}


def test_the_approver_waits_for_none_of_the_documents_of_a_release(
    held: Meeting, editor: User, approver: User
) -> None:
    released(written(held, editor).pk, by=approver)
    assert list(Job.objects.values_list("requested_by", flat=True)) == [None] * 6


def test_a_release_requests_the_documents_that_readers_request(
    held: Meeting, editor: User, approver: User
) -> None:
    released(written(held, editor).pk, by=approver)
    meeting = Meeting.objects.select_related("report").get(pk=held.pk)
    for document in (Document.AGENDA, Document.PARTICIPANTS):
        for audience in Audience:
            assert renderings.latest(MeetingDocument(meeting, document, audience)) is not None


def test_the_text_of_a_released_report_is_changed_only_as_a_correction(
    client_of: Callable[[User], Client], held: Meeting, editor: User, approver: User
) -> None:
    report = written(held, editor)
    released(report.pk, by=approver)
    desk = client_of(editor)
    answer = desk.post("/meetings/held/report/write/", PARTS | {"revision": "1"}, follow=True)
    assert "begin a correction before changing it." in answer.content.decode()
    assert Report.objects.get(pk=report.pk).background != "We met."
    desk.post("/meetings/held/report/correct/")
    desk.post("/meetings/held/report/write/", PARTS | {"revision": "2"})
    assert Report.objects.get(pk=report.pk).background == "We met."


def test_a_stale_part_shows_both_versions(
    client_of: Callable[[User], Client], held: Meeting, editor: User
) -> None:
    report = written(held, editor)
    desk = client_of(editor)
    desk.post("/meetings/held/report/write/", PARTS | {"revision": "1"})
    response = desk.post("/meetings/held/report/write/", PARTS | {"revision": "1", "background": "Slower"})
    assert response.status_code == 409
    assert "Slower" in response.content.decode()
    assert "We met." in response.content.decode()
    assert Report.objects.get(pk=report.pk).background == "We met."


def test_the_report_of_the_tenth_meeting_is_open_to_all(client: Client) -> None:
    page = client.get("/meetings/10/report").content.decode()
    assert "102 participants from Albania, Germany, the United States of America, Armenia" in page
    assert "Compiled from public records" in page
    assert "initiatives to propose" not in page
