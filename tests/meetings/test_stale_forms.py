"""Stale forms of meetings: the form says what changed, and keeps what was typed."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client

from meetings import demonstration
from meetings.actions.meetings import change_meeting
from meetings.models import Meeting, Objective
from meetings.reports.actions.reports import as_read, correct_report, release_report, submit_report
from meetings.reports.models import ReportStatus
from meetings.wording import date_range
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import make_conclusion, make_meeting, make_objective, make_report

pytestmark = pytest.mark.django_db

MEETING = {
    "revision": "1",
    "title": "Training on travel documents",
    "series": "training",
    "stage": "planned",
    "starts_on": "2026-10-06",
    "ends_on": "2026-10-07",
}


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def taken(*_args: Any, **_facts: Any) -> None:
    raise IntegrityError("somebody wrote the same in this moment")


@pytest.mark.parametrize(("act", "address"), [("create_meeting", "new/"), ("change_meeting", "{slug}/edit/")])
def test_a_meeting_form_overtaken_by_another_editor_keeps_what_was_typed(
    desk: Client, monkeypatch: pytest.MonkeyPatch, act: str, address: str
) -> None:
    meeting = make_meeting()
    monkeypatch.setattr(f"meetings.views.editing.{act}", taken)
    typed = MEETING | {"key": str(uuid4())}
    answer = desk.post(f"/meetings/{address.format(slug=meeting.slug)}", typed)
    assert answer.status_code == 422
    assert 'value="Training on travel documents"' in answer.content.decode()
    assert list(Meeting.objects.filter(title=MEETING["title"])) == []


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"starts_on": "", "ends_on": "2026-10-07"}, "starts_on", "A last day needs a first day."),
        ({"ends_on": "2026-10-05"}, "ends_on", "The last day must not come before the first."),
        ({"starts_on": "1999-12-31", "ends_on": ""}, "starts_on", "between 2000 and 2100"),
        ({"ends_on": "2026-12-31"}, "starts_on", "A meeting lasts two months at most"),
    ],
)
def test_impossible_days_of_a_meeting_are_field_errors(
    desk: Client, typed: dict[str, str], field: str, message: str
) -> None:
    answer = desk.post("/meetings/new/", MEETING | {"key": str(uuid4())} | typed)
    assert answer.status_code == 422
    assert message in str(answer.context["form"].errors[field])


def test_a_new_number_becomes_the_address() -> None:
    meeting = make_meeting()
    changed = change_meeting(meeting.pk, {"number": 77}, revision=1)
    assert (changed.slug, changed.get_absolute_url()) == ("77", "/meetings/77/")


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 4, 12), date(2026, 4, 12), "12 April 2026"),
        (date(2026, 4, 12), date(2026, 4, 13), "12–13 April 2026"),
        (date(2026, 4, 30), date(2026, 5, 1), "30 April – 1 May 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31 December 2026 – 1 January 2027"),
        (None, None, "not recorded"),
    ],
)
def test_the_date_range_of_a_meeting_is_written_in_its_shortest_form(
    first: date | None, last: date | None, text: str
) -> None:
    assert date_range(make_meeting(starts_on=first, ends_on=last)) == text


def test_correcting_a_draft_report_changes_nothing() -> None:
    report = make_report(make_meeting())
    assert correct_report(report.pk, by=make_user(Role.EDITOR)).revision == report.revision
    submit_report(report.pk, by=make_user(Role.EDITOR))
    release_report(report.pk, read=as_read(report.meeting), by=make_user(Role.APPROVER))
    again = [correct_report(report.pk, by=make_user(Role.EDITOR)).revision for _press in range(2)]
    assert again[0] == again[1]
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT


def test_conclusions_of_public_records_are_neither_added_edited_moved_nor_removed(desk: Client) -> None:
    meeting = make_meeting()
    conclusion, _other = (make_conclusion(meeting, text) for text in ("Meet again", "Go on"))
    make_report(meeting, status=ReportStatus.RELEASED)
    address = f"/meetings/{meeting.slug}/conclusions/"
    facts = {"key": str(uuid4()), "revision": "1", "text": "Other", "audience": "all", "status": "open"}
    for act in ("add", f"{conclusion.key}/edit", f"{conclusion.key}/remove", f"{conclusion.key}/move"):
        answer = desk.post(f"{address}{act}/", facts, follow=True)
        assert "The report is published: begin a correction" in answer.content.decode()
    assert list(meeting.conclusions.values_list("text", flat=True)) == ["Meet again", "Go on"]


def test_an_objective_form_overtaken_by_another_editor_keeps_what_was_typed(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = make_meeting()
    objective = make_objective(meeting, "Meet")
    for act, address in (("add_part", "add/"), ("change_part", f"{objective.key}/edit/")):
        monkeypatch.setattr(f"meetings.views.parts.{act}", taken)
        facts = {"key": str(uuid4()), "revision": "1", "text": "Meet again", "audience": "all"}
        answer = desk.post(f"/meetings/{meeting.slug}/objectives/{address}", facts)
        assert (answer.status_code, "Meet again" in answer.content.decode()) == (422, True)
    assert list(Objective.objects.filter(meeting=meeting).values_list("text", flat=True)) == ["Meet"]


def test_a_recorded_meeting_offers_no_change_before_a_correction(desk: Client) -> None:
    demonstration.load()
    page = desk.get("/meetings/10/").content.decode()
    assert "Correct the report" in page
    for way in ("/meetings/10/objectives/", "/meetings/10/agenda/arrange/", "/meetings/10/participants/add/"):
        assert f'href="{way}' not in page
    objective = Meeting.objects.get(slug="10").objectives.first()
    assert objective is not None
    for way in (f"objectives/{objective.key}/edit/", "objectives/add/", "agenda/arrange/"):
        refused = desk.get(f"/meetings/10/{way}", follow=True)
        assert refused.redirect_chain == [("/meetings/10/report", 302)]
        assert "begin a correction before changing it" in refused.content.decode()
