"""The dates of a meeting: one list for checklist, calendars, home, reminders and history."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from meetings.actions.dates import mark_done, set_dates
from meetings.checklist import checklist_of
from meetings.models import Meeting, MeetingDate, Stage
from meetings.views.histories import history_of_meeting
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_date, make_meeting

pytestmark = pytest.mark.django_db

Kind = MeetingDate.Kind
SignIn = Callable[[User], Client]


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(slug="vienna", title="Our gathering")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def entries(client: Client) -> dict[str, Any]:
    ical = Calendar.from_ical(client.get("/meetings/calendar.ics").content)
    events = {str(event["SUMMARY"]): event for event in ical.walk("VEVENT")}
    return {summary: event for summary, event in events.items() if "Our" in summary}


def test_a_meeting_says_until_when_something_may_be_sent(meeting: Meeting) -> None:
    assert meeting.date_of(Kind.REGISTRATION) is None
    assert not meeting.is_past(Kind.REGISTRATION)
    make_date(meeting, Kind.REGISTRATION, in_days(0))
    make_date(meeting, Kind.PAPERS, in_days(-1))
    assert meeting.date_of(Kind.REGISTRATION) == in_days(0)
    assert not meeting.is_past(Kind.REGISTRATION)
    assert meeting.is_past(Kind.PAPERS)


def test_each_reader_finds_in_the_calendar_the_dates_that_concern_them(
    meeting: Meeting, editor: User, client: Client, client_of: SignIn
) -> None:
    for kind in (Kind.SAVE_THE_DATE, Kind.REGISTRATION, Kind.PAPERS):
        make_date(meeting, kind)
    make_date(make_meeting(stage=Stage.PLANNED, title="Our internal gathering"), Kind.REGISTRATION)
    registration, papers = "Registration until: Our gathering", "Papers until: Our gathering"
    assert set(entries(client)) == {"Our gathering", registration}
    delegate = client_of(make_user(Role.DELEGATION))
    assert set(entries(delegate)) == {"Our gathering", registration, papers}
    assert set(entries(client_of(editor))) == {
        *("Our gathering", "Our internal gathering", "Registration until: Our internal gathering"),
        *(registration, papers, "Save the date: Our gathering"),
    }


def test_a_date_that_moves_or_comes_back_replaces_its_entry(meeting: Meeting, client: Client) -> None:
    sequences = []
    for day in (date(2026, 9, 1), date(2026, 9, 4), None, date(2026, 9, 2)):
        set_dates(meeting, {Kind.REGISTRATION: day})
        entry = entries(client).get("Registration until: Our gathering")
        sequences.append((entry["SEQUENCE"], entry["DTSTART"].dt) if entry else None)
    assert sequences == [(1, date(2026, 9, 1)), (2, date(2026, 9, 4)), None, (4, date(2026, 9, 2))]


def test_all_dates_are_set_on_one_page(meeting: Meeting, editor: User, client_of: SignIn) -> None:
    desk = client_of(editor)
    proposed = desk.get("/meetings/vienna/dates/?propose=1").context["form"]
    assert {kind: proposed[kind].value() for kind in Kind} == {
        "save_the_date": date(2026, 4, 7),
        "invitation": date(2026, 7, 7),
        "registration": date(2026, 9, 8),
        "points": date(2026, 8, 25),
        "papers": date(2026, 9, 22),
        "corrections": date(2026, 10, 14),
        "comments": date(2026, 11, 18),
    }
    sent = {"revision": "1", "registration": "2026-09-08", "papers": "2026-09-22"}
    assert desk.post("/meetings/vienna/dates/", sent).headers["Location"] == "/meetings/vienna/"
    assert {each.kind: each.day for each in meeting.dates.all()} == {
        "registration": date(2026, 9, 8),
        "papers": date(2026, 9, 22),
    }


def test_dates_that_contradict_each_other_are_named_at_their_field(
    meeting: Meeting, editor: User, client_of: SignIn
) -> None:
    sent = {
        "revision": "1",
        "save_the_date": "2026-05-02",
        "invitation": "2026-05-01",
        "papers": "2026-10-08",
        "comments": "2026-10-05",
    }
    form = client_of(editor).post("/meetings/vienna/dates/", sent).context["form"]
    assert form.errors == {
        "invitation": ["This is before “Save the date”, 2 May 2026."],
        "papers": ["The meeting ends on 7 October 2026: this comes too late."],
        "comments": ["The meeting begins on 6 October 2026: no report is there yet."],
    }


def test_whoever_saves_an_old_list_of_dates_sees_both(
    meeting: Meeting, editor: User, client_of: SignIn
) -> None:
    set_dates(meeting, {Kind.PAPERS: date(2026, 9, 1)})
    page = client_of(editor).post("/meetings/vienna/dates/", {"revision": "1", "papers": "2026-09-15"})
    assert page.status_code == 409
    [difference] = page.context["differences"]
    assert (difference["yours"], difference["theirs"]) == ("2026-09-15", "2026-09-01")


def test_the_checklist_says_what_is_done_due_and_overdue(editor: User) -> None:
    meeting = make_coming_meeting()
    make_date(meeting, Kind.SAVE_THE_DATE, in_days(-20), done_at=timezone.now())
    make_date(meeting, Kind.INVITATION, in_days(-9))
    make_date(meeting, Kind.POINTS, in_days(-1))
    make_date(meeting, Kind.REGISTRATION, in_days(0))
    make_date(meeting, Kind.PAPERS, in_days(30))
    shown = [(entry.label, entry.mark, entry.status) for entry in checklist_of(meeting)]
    today = timezone.localdate()
    assert shown == [
        ("Save the date", "done", f"Done on {today.day} {today:%B}"),
        ("Invitation", "failed", "Overdue"),
        ("Points for the agenda until", "due", "Due"),
        ("Registration until", "ahead", "Until today"),
        ("Papers until", "ahead", "In 30 days"),
    ]


def test_what_is_due_is_the_turn_of_editors_until_it_is_done(
    editor: User, client_of: SignIn, approver: User
) -> None:
    meeting = make_coming_meeting(slug="next", title="Next meeting")
    make_date(meeting, Kind.INVITATION, in_days(13))
    make_date(meeting, Kind.REGISTRATION, in_days(0))
    make_date(meeting, Kind.PAPERS, in_days(-8))
    verbs = [(turn.item.verb, turn.due) for turn in turns_for(editor).shown]
    assert verbs == [
        ("Check the papers: Next meeting", in_days(-1)),
        ("Send the invitation: Next meeting", in_days(13)),
    ]
    desk = client_of(editor)
    page = desk.post("/meetings/next/dates/papers/done/", follow=True)
    assert "Done: Papers until." in page.content.decode()
    assert turns_for(approver).number == 1
    desk.post("/meetings/next/dates/papers/reopen/")
    assert turns_for(approver).number == 2


def test_coming_dates_are_at_home(client: Client, client_of: SignIn) -> None:
    meeting = make_coming_meeting(title="Next meeting")
    make_date(meeting, Kind.REGISTRATION, in_days(20))
    make_date(meeting, Kind.PAPERS, in_days(21))
    assert [each.kind for each in client.get("/").context["dates"]] == ["registration"]
    counts = client_of(make_user()).get("/").context["counts"]
    assert [count.label for count in counts][1:] == ["Next meeting", "Registration until", "Papers until"]


def test_the_history_of_a_meeting_holds_its_dates(meeting: Meeting) -> None:
    set_dates(meeting, {Kind.PAPERS: date(2026, 9, 1)})
    set_dates(meeting, {Kind.PAPERS: date(2026, 9, 8)})
    mark_done(meeting, Kind.PAPERS)
    set_dates(meeting, {Kind.PAPERS: None})
    steps = [
        [(change.label, change.before, change.after) for change in step.changes]
        for step in history_of_meeting(meeting)
        if "Date:" in step.heading
    ]
    today = timezone.localdate()
    assert steps == [
        [],
        [("Done", "", f"{today.day} {today:%B %Y}")],
        [("Day", "1 September 2026", "8 September 2026")],
        [],
    ]
