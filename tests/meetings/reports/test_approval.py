"""A report is approved after its meeting, by who has seen what is empty and what becomes public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from meetings.actions.parts import lock_for_writing
from meetings.models import Meeting, Stage
from meetings.participation.models import Status
from meetings.reports.actions import reports
from meetings.reports.models import Release, Report
from meetings.reports.permissions import may_approve
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.actions import name_acting_approver
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    make_coming_meeting,
    make_conclusion,
    make_item,
    make_meeting,
    make_participant,
    make_report,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/meetings/done/report/release/"


@pytest.fixture
def report(editor: User) -> Report:
    """The draft report of a meeting of last month whose agenda nobody moved on from."""
    meeting = make_meeting(slug="done", stage=Stage.AGENDA)
    make_item(meeting, "Some time")
    make_participant(meeting, "AT")
    make_participant(meeting, "CH", status=Status.ACCEPTED)
    make_conclusion(meeting, "Go on")
    make_conclusion(meeting, "Not for all", Audience.FOCAL_POINTS)
    return submitted(make_report(meeting, edited_by=editor))


@pytest.fixture
def approver_s(client_of: Callable[[User], Client], approver: User) -> Client:
    """The approver's browser."""
    return client_of(approver)


def submitted(report: Report) -> Report:
    """Submit the report in the name of who wrote it."""
    assert report.edited_by is not None
    reports.submit_report(report.pk, by=report.edited_by)
    return report


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def approve(client: Client, report: Report) -> str:
    read = client.get(f"/meetings/{report.meeting.slug}/report/release/").context["fingerprint"]
    address = f"/meetings/{report.meeting.slug}/report/release/"
    return page(client.post(address, {"decision": "approve", "fingerprint": read}, follow=True))


def test_the_review_says_what_is_empty(approver_s: Client, report: Report) -> None:
    response = approver_s.get(ADDRESS)
    assert response.context["review"].empty == [
        "Nothing is written under: opening, sessions, part for focal points only, study visit, closing.",
        "There are no objectives.",
        "1 agenda item has no time.",
        "1 registered participant is not marked as having taken part.",
    ]
    assert "There are no objectives." in page(response)


def test_the_review_says_who_will_read_what(approver_s: Client, report: Report) -> None:
    review = approver_s.get(ADDRESS).context["review"]
    assert review.public == [
        "1 part of the text",
        "1 conclusion",
        "1 agenda item",
        "1 State that took part",
    ]
    assert review.restricted == ["1 conclusion", "1 participant by name"]
    Meeting.objects.filter(slug="done").update(stage=Stage.PLANNED)
    review = approver_s.get(ADDRESS).context["review"]
    assert review.public[0] == "The meeting itself, which the secretariat alone sees now"
    assert review.public[-1] == "The agenda, which is not published yet"


def test_opening_the_page_changes_nothing_and_shows_the_whole_text(
    approver_s: Client, report: Report
) -> None:
    text = page(approver_s.get(ADDRESS))
    for phrase in ("Why we met.", "Go on", "Not for all", "Approve and publish</button>"):
        assert phrase in text
    report.refresh_from_db()
    assert not report.is_released


def test_an_editor_reads_who_can_approve(
    client: Client, client_of: Any, editor: User, approver: User, report: Report
) -> None:
    text = page(client_of(editor).get(ADDRESS))
    assert "You wrote last: a second person approves the report." in text
    assert f"A second person decides: {approver}." in page(client_of(make_user(Role.EDITOR)).get(ADDRESS))
    assert "Approve and publish</button>" not in text
    assert client.get(ADDRESS).status_code == 302


def test_the_last_editor_of_a_report_sees_that_another_person_approves(
    approver_s: Client, approver: User, report: Report
) -> None:
    make_conclusion(report.meeting, "Mine")
    Report.objects.filter(pk=report.pk).update(edited_by=approver)
    text = page(approver_s.get(ADDRESS))
    assert "You wrote last: a second person approves the report." in text
    assert "Approve and publish</button>" not in text


def test_a_state_that_changes_its_list_does_not_free_the_author_to_approve(
    approver: User, report: Report
) -> None:
    Report.objects.filter(pk=report.pk).update(edited_by=approver)
    lock_for_writing(report.meeting, make_user(Role.FOCAL_POINT))
    report.refresh_from_db()
    assert report.edited_by == approver
    assert not may_approve(approver, report)
    lock_for_writing(report.meeting, make_user(Role.EDITOR))
    report.refresh_from_db()
    assert may_approve(approver, report)


def test_a_correction_leaves_the_meeting_published(approver_s: Client, report: Report) -> None:
    assert "Approved and published." in approve(approver_s, report)
    meeting = report.meeting
    meeting.refresh_from_db()
    assert meeting.stage == Stage.PUBLISHED
    approver_s.post("/meetings/done/report/correct/")
    meeting.refresh_from_db()
    report.refresh_from_db()
    assert (meeting.stage, report.is_released, report.is_published) == (Stage.PUBLISHED, False, True)


def test_an_approved_report_has_nothing_left_to_review(approver_s: Client, report: Report) -> None:
    approve(approver_s, report)
    assert approver_s.get(ADDRESS).headers["Location"] == "/meetings/done/report"


@pytest.mark.parametrize("days", [0, 180])
def test_no_report_is_approved_before_the_last_day_is_over(
    approver_s: Client, editor: User, days: int
) -> None:
    last = timezone.localdate() + timedelta(days=days)
    meeting = make_coming_meeting(slug="early", starts_on=last, ends_on=None, stage=Stage.AGENDA)
    report = submitted(make_report(meeting, edited_by=editor))
    text = page(approver_s.get("/meetings/early/report/release/"))
    assert "Its report can be approved after that day." in text
    assert "Approve and publish</button>" not in text
    assert "its report is approved after the last day." in approve(approver_s, report)
    report.refresh_from_db()
    meeting.refresh_from_db()
    assert (report.is_released, meeting.stage) == (False, Stage.AGENDA)


def test_the_database_refuses_an_approval_before_the_end(editor: User, approver: User) -> None:
    report = make_report(make_coming_meeting(), edited_by=editor)
    with pytest.raises(IntegrityError, match="before its meeting has ended"):
        Release.objects.create(report=report, released_by=approver, released_at=timezone.now())


def test_an_undated_meeting_is_reported_once_it_is_held(approver_s: Client, editor: User) -> None:
    days = {"starts_on": None, "ends_on": None}
    for slug, stage, message in (
        ("open", Stage.AGENDA, "has not ended"),
        ("over", Stage.HELD, "Approved and published."),
    ):
        report = submitted(make_report(make_meeting(slug=slug, stage=stage, **days), edited_by=editor))
        assert message in approve(approver_s, report)


def form_of(meeting: Meeting, **typed: str) -> dict[str, str]:
    days = {"starts_on": f"{meeting.starts_on}", "ends_on": f"{meeting.ends_on}"}
    return {"title": "T", "series": "annual", "stage": "agenda", "revision": "1"} | days | typed


@pytest.mark.parametrize("stage", [Stage.HELD, Stage.REPORT])
def test_a_meeting_is_not_held_before_its_last_day(
    client_of: Callable[[User], Client], editor: User, stage: Stage
) -> None:
    meeting = make_coming_meeting(slug="early")
    response = client_of(editor).post("/meetings/early/edit/", form_of(meeting, stage=stage.value))
    assert list(response.context["form"].errors) == ["stage"]


def test_a_published_meeting_does_not_move_into_the_future(approver_s: Client, report: Report) -> None:
    approve(approver_s, report)
    tomorrow = timezone.localdate() + timedelta(days=1)
    days = {"starts_on": f"{tomorrow}", "ends_on": f"{tomorrow}"}
    revision = str(Meeting.objects.get(slug="done").revision)
    form = form_of(report.meeting, stage="published", revision=revision, **days)
    response = approver_s.post("/meetings/done/edit/", form)
    assert list(response.context["form"].errors) == ["ends_on"]


def test_a_report_is_sent_back_with_a_remark_alone(approver_s: Client, report: Report) -> None:
    answer = approver_s.post(ADDRESS, {"decision": "send_back", "remark": " "})
    assert (answer.status_code, "Write what is to be changed." in page(answer)) == (422, True)
    text = page(approver_s.post(ADDRESS, {"decision": "send_back", "remark": "Say who came."}, follow=True))
    assert "sent it back on" in text
    assert "Say who came." in text


def test_the_page_says_who_is_notified(approver_s: Client, report: Report) -> None:
    sections = {each.title: each.rows for each in approver_s.get(ADDRESS).context["approval"].sections}
    assert sections["Who is notified"] == [
        ("Published", "Nobody: the report is on the page of its meeting, and nobody is mailed."),
        ("Sent back", f"{report.edited_by}, who submitted it"),
    ]


def test_the_second_submission_shows_what_changed_since_the_first(
    approver_s: Client, editor: User, report: Report
) -> None:
    approver_s.post(ADDRESS, {"decision": "send_back", "remark": "Why so short?"})
    text = "Why we met at all."
    submitted(reports.write_report(report.pk, {"background": text}, revision=1, by=editor))
    approval = approver_s.get(ADDRESS).context["approval"]
    assert approval.submitted.endswith(", for the second time")
    [change] = approval.changes.changed
    assert change.label == "Background"
    assert [(each.kind.value, each.text) for each in change.segments] == [
        ("same", "Why we "),
        ("del", "met."),
        ("ins", "met at all."),
    ]
    assert [remark.text for remark in approval.remarks] == ["Why so short?"]


def test_a_submitted_report_cannot_be_edited(
    client_of: Callable[[User], Client], editor: User, report: Report
) -> None:
    with pytest.raises(reports.SubmittedError):
        reports.write_report(report.pk, {"background": "More"}, revision=1, by=editor)
    client_of(editor).post("/meetings/done/report/take-back/")
    assert reports.write_report(report.pk, {"background": "More"}, revision=1, by=editor).revision == 2


def test_the_submitter_of_a_report_cannot_approve_it(approver: User, editor: User, report: Report) -> None:
    reports.take_back_report(report.pk, by=editor)
    reports.submit_report(report.pk, by=approver)
    with pytest.raises(reports.SecondPersonError):
        reports.release_report(report.pk, read=reports.as_read(report.meeting), by=approver)


def test_an_acting_approver_approves_on_the_days_named(
    client_of: Callable[[User], Client], approver: User, report: Report
) -> None:
    acting, today = make_user(Role.EDITOR), timezone.localdate()
    name_acting_approver(acting, from_day=today, to_day=today, by=approver)
    assert "Approved and published." in approve(client_of(acting), report)
    report.refresh_from_db()
    assert report.current is not None
    assert report.current.released_by == acting
