"""A meeting is postponed, gets new days, moves online, is cancelled and restored; everybody learns of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from meetings.models import EventStatus, Meeting, MeetingDate
from meetings.participation.models import Status
from meetings.views.histories import history_of_meeting
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery
from tests.factories.meetings import (
    make_coming_meeting,
    make_date,
    make_item,
    make_meeting,
    make_participant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    """A meeting of two days with an item on each, and one person who is registered."""
    made = make_coming_meeting(
        slug="next", title="Next meeting", city="Vienna", format="in_person", stage="agenda"
    )
    for number, day in enumerate(made.days(), start=1):
        make_item(made, f"Session {number}", day=day, begins=time(9), minutes=60)
    make_participant(made, "AT", status=Status.ACCEPTED, email="anna@example.org")
    return made


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def change(desk: Client, status: str, **typed: Any) -> Any:
    """Fill the form in, look at the confirmation, and confirm."""
    form = desk.get("/meetings/next/plan/").context["form"]
    sent = {name: str(form[name].value()) for name in ("key", "revision")}
    sent |= {"status": status, "groups": "participants", "note": "We are sorry."} | typed
    page = desk.post("/meetings/next/plan/", sent)
    assert page.status_code == 200, page.context["form"].errors
    return desk.post("/meetings/next/plan/", sent | {"confirm": "1"}, follow=True)


def events(client: Client, address: str = "next/agenda.ics") -> dict[str, Any]:
    calendar = Calendar.from_ical(client.get(f"/meetings/{address}").content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_who_confirms_sees_the_letter_and_how_many_are_mailed(desk: Client, meeting: Meeting) -> None:
    form = desk.get("/meetings/next/plan/").context["form"]
    assert list(form["groups"].field.choices) == [("participants", "Participants (1)")]
    sent = {"key": str(form["key"].value()), "revision": "1", "status": "cancelled", "note": "No room."}
    page = desk.post("/meetings/next/plan/", sent | {"groups": "participants"})
    assert "Yes, and mail 1 address" in page.content.decode()
    [sample] = page.context["preview"].samples
    assert sample.subject == "Cancelled: Next meeting"
    assert "this meeting is cancelled.\n\nNo room." in sample.text
    assert fresh(meeting).event_status == EventStatus.SCHEDULED
    assert not Delivery.objects.exists()


def test_a_cancelled_meeting_says_so_everywhere_and_can_be_restored(desk: Client, meeting: Meeting) -> None:
    page = change(desk, "cancelled")
    assert "Cancelled. 1 address is mailed." in page.content.decode()
    public = Client().get("/meetings/next/").content.decode()
    assert "This meeting is cancelled." in public
    assert "We are sorry." in public
    assert Client().get("/").context["coming"] is None
    [delivery] = Delivery.objects.select_related("letter")
    assert delivery.address == "anna@example.org"
    assert "STATUS:CANCELLED" in delivery.letter.calendar
    page = change(desk, "scheduled", note="There is room.")
    assert "As planned. 1 address is mailed." in page.content.decode()
    assert "cancelled" not in Client().get("/meetings/next/").content.decode()
    assert Client().get("/").context["coming"] == meeting


def test_a_second_click_changes_and_mails_once(desk: Client, meeting: Meeting) -> None:
    form = desk.get("/meetings/next/plan/").context["form"]
    sent = {"key": str(form["key"].value()), "revision": "1", "status": "postponed"}
    for _click in range(2):
        desk.post("/meetings/next/plan/", sent | {"groups": "participants", "confirm": "1"})
    assert fresh(meeting).revision == 2
    assert Delivery.objects.count() == 1


def test_a_postponed_meeting_shows_what_it_was_planned_for(desk: Client) -> None:
    days = {"starts_on": date(2036, 10, 6), "ends_on": date(2036, 10, 7)}
    make_coming_meeting(slug="next", **days)
    change(desk, "postponed", groups=[])
    page = Client().get("/meetings/next/").content.decode()
    assert "This meeting is postponed. New dates are not set yet." in page
    assert "to be set (was 6–7 October 2036)" in page


def test_new_days_take_agenda_and_outstanding_dates_along(desk: Client, meeting: Meeting) -> None:
    first = meeting.starts_on
    assert first is not None
    done = make_date(
        meeting, MeetingDate.Kind.SAVE_THE_DATE, first - timedelta(100), done_at=datetime.now(UTC)
    )
    make_date(meeting, MeetingDate.Kind.PAPERS, first - timedelta(10))
    later = first + timedelta(14)
    page = change(desk, "rescheduled", starts_on=later, ends_on=later)
    assert "Left without a day or times, because they do not fit: Session 2." in page.content.decode()
    moved = fresh(meeting)
    assert (moved.starts_on, moved.ends_on, moved.planned_first) == (later, later, first)
    assert list(moved.items.in_order().values_list("title", "day", "begins")) == [
        ("Session 1", later, time(9)),
        ("Session 2", None, None),
    ]
    assert moved.date_of("papers") == later - timedelta(10)
    assert moved.date_of("save_the_date") == done.day
    assert "The dates have changed: it was planned for" in Client().get("/meetings/next/").content.decode()


def test_a_meeting_moved_online_keeps_its_place_for_a_return(desk: Client, meeting: Meeting) -> None:
    change(desk, "moved_online")
    moved = fresh(meeting)
    assert (moved.format, moved.planned_format, moved.city) == ("online", "in_person", "Vienna")
    assert events(Client())["Next meeting"]["LOCATION"] == "Online"
    change(desk, "scheduled")
    back = fresh(meeting)
    assert (back.format, back.planned_format, back.event_status) == ("in_person", "", "scheduled")
    assert events(Client())["Next meeting"]["LOCATION"] == "Vienna"


@pytest.mark.parametrize("zone", ["Europe/Vienna", "Asia/Ulaanbaatar", "America/Toronto"])
def test_calendars_in_three_zones_follow_a_meeting_that_is_moved_cancelled_and_restored(
    desk: Client, zone: str
) -> None:
    first = date(2036, 3, 26)
    meeting = make_coming_meeting(
        slug="next", title="Next meeting", zone=zone, starts_on=first, ends_on=first, stage="agenda"
    )
    make_item(meeting, "Opening", day=first, begins=time(9), minutes=60)
    seen = [_entries()]
    later = date(2036, 4, 9)  # Vienna and Toronto have put their clocks forward by then
    change(desk, "rescheduled", starts_on=later, ends_on=later, groups=[])
    seen.append(_entries())
    for status in ("cancelled", "scheduled"):
        change(desk, status, groups=[])
        seen.append(_entries())
    nine = time(9, tzinfo=ZoneInfo(zone))
    opening, whole = zip(*seen, strict=True)
    for entries, days in (
        (opening, (datetime.combine(first, nine), *[datetime.combine(later, nine)] * 3)),
        (whole, (first, later, later, later)),
    ):
        uids, sequences, statuses, begins = zip(*entries, strict=True)
        assert len(set(uids)) == 1
        assert list(sequences) == sorted(set(sequences))
        assert statuses == ("CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED")
        assert begins == days


def _entries() -> list[tuple[str, int, str, Any]]:
    """Return the opening in the calendar of the meeting, and the meeting in that of all."""
    listed = (
        events(Client(), "next/agenda.ics")["Opening"],
        events(Client(), "calendar.ics")["Next meeting"],
    )
    return [
        (str(entry["UID"]), int(entry["SEQUENCE"]), str(entry["STATUS"]), entry["DTSTART"].dt)
        for entry in listed
    ]


def test_who_changes_the_plan_of_a_meeting_that_changed_meanwhile_learns_of_it(
    desk: Client, meeting: Meeting
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(revision=5)
    sent = {"key": "6d5d2a5e-3c57-4d3a-8d2b-2f6f3f2b8d11", "revision": "1", "status": "cancelled"}
    page = desk.post("/meetings/next/plan/", sent | {"confirm": "1"})
    assert page.status_code == 409
    assert fresh(meeting).event_status == EventStatus.SCHEDULED


def test_a_meeting_that_has_taken_place_is_not_cancelled(desk: Client) -> None:
    make_meeting(slug="next", starts_on=date(2020, 1, 14), ends_on=date(2020, 1, 15), stage="held")
    sent = {"key": "6d5d2a5e-3c57-4d3a-8d2b-2f6f3f2b8d12", "revision": "1", "status": "cancelled"}
    page = desk.post("/meetings/next/plan/", sent | {"confirm": "1"})
    assert "This meeting has taken place" in page.content.decode()
    assert Meeting.objects.get(slug="next").event_status == EventStatus.SCHEDULED


def test_new_days_are_asked_for_and_differ_from_the_old_ones(desk: Client, meeting: Meeting) -> None:
    form = desk.get("/meetings/next/plan/").context["form"]
    sent = {"key": str(form["key"].value()), "revision": "1", "status": "rescheduled"}
    page = desk.post("/meetings/next/plan/", sent)
    assert page.context["form"].errors == {"starts_on": ["Give the new first day."]}
    same = {"starts_on": str(meeting.starts_on), "ends_on": str(meeting.ends_on)}
    page = desk.post("/meetings/next/plan/", sent | same)
    assert page.context["form"].errors == {"starts_on": ["These are the days it has already."]}


def test_the_history_holds_the_change_and_the_mail(desk: Client, meeting: Meeting) -> None:
    change(desk, "cancelled")
    steps = list(history_of_meeting(meeting))
    assert [change.after for step in steps for change in step.changes] == ["Cancelled", "We are sorry."]
    assert any("Cancelled, Participants (1 address)" in step.heading for step in steps)


def test_the_form_of_a_cancelled_meeting_gives_it_no_days_and_does_not_call_it_held(
    desk: Client, meeting: Meeting
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(event_status=EventStatus.CANCELLED)
    form = desk.get("/meetings/next/edit/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, "", [])}
    sent |= {"ends_on": str(meeting.starts_on), "stage": "registration"}
    meeting.items.filter(title="Session 2").delete()
    errors = desk.post("/meetings/next/edit/", sent).context["form"].errors
    assert errors == {"starts_on": ["It does not take place: give it new days under “Change of plan”."]}
