"""Meetings and agendas as calendars (RFC 5545): a changed entry replaces the one a calendar holds."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vDuration

from meetings.models import AgendaItem, EventStatus, Meeting, MeetingDate

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//OSCE National Focal Points Network//NFP Portal//EN"
# How often a calendar that subscribed is asked to look for changes.
REFRESH = timedelta(hours=12)


def calendar_of_meetings(meetings: Iterable[Meeting], dates: Iterable[MeetingDate], name: str) -> bytes:
    """The dated meetings, and the dates of their preparation, each an entry of whole days."""
    calendar = _calendar(name)
    for meeting in meetings:
        if meeting.starts_on is not None:
            calendar.add_component(_whole_meeting(meeting))
    for entry in dates:
        calendar.add_component(_date_of_meeting(entry))
    return bytes(calendar.to_ical())


def calendar_of_agenda(meeting: Meeting, items: Iterable[AgendaItem]) -> bytes:
    """The meeting as whole days, and each item that has its time."""
    calendar = _calendar(meeting.title)
    if meeting.starts_on is not None:
        calendar.add_component(_whole_meeting(meeting))
    for item in items:
        if item.starts_at and item.ends_at:
            calendar.add_component(_timed_item(meeting, item, item.starts_at, item.ends_at))
    return bytes(calendar.to_ical())


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})  # RFC 7986
    calendar.add("x-published-ttl", vDuration(REFRESH))  # what Outlook reads instead
    return calendar


def _event(meeting: Meeting, uid: str, summary: str, revision: int, changed_at: datetime) -> Event:
    """An entry whose SEQUENCE grows with the revision, so that calendars take the newer one.

    What is cancelled or postponed stays in the file as cancelled: a calendar that kept it strikes it out.
    """
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("summary", summary)
    event.add("sequence", revision - 1)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("status", "CANCELLED" if meeting.is_off else "CONFIRMED")
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    return event


def _whole_meeting(meeting: Meeting) -> Event:
    event = _event(meeting, f"meeting-{meeting.key}", meeting.title, meeting.revision, meeting.updated_at)
    first, last = meeting.starts_on, meeting.last_day
    assert isinstance(first, date)  # noqa: S101 - asked for by the callers
    assert isinstance(last, date)  # noqa: S101 - follows from the first day
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    _add_location(event, meeting, "")
    return event


def _date_of_meeting(entry: MeetingDate) -> Event:
    """A removed date may come back: its SEQUENCE is that of the whole list."""
    meeting = entry.meeting
    revision = meeting.dates_revision + meeting.revision - 1
    summary = f"{entry.label}: {meeting.title}"
    event = _event(meeting, f"date-{meeting.key}-{entry.kind}", summary, revision, meeting.updated_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _timed_item(meeting: Meeting, item: AgendaItem, starts_at: datetime, ends_at: datetime) -> Event:
    """Universal time needs no table of a zone's clocks, which calendar programs read in ways of their own.

    A change of the meeting (its zone, its venue) changes the entry too: both revisions count.
    """
    revision = item.revision + meeting.revision - 1
    changed_at = max(item.updated_at, meeting.updated_at)
    event = _event(meeting, f"item-{item.key}", str(item), revision, changed_at)
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", ends_at.astimezone(UTC))
    _add_location(event, meeting, item.location)
    lines = [item.note, item.moderator, *map(str, item.speakers)]
    event.add("description", "\n".join(line for line in lines if line))
    return event


def _add_location(event: Event, meeting: Meeting, room: str) -> None:
    is_online = meeting.event_status == EventStatus.MOVED_ONLINE
    parts = ("Online",) if is_online else (room, meeting.venue, meeting.location)
    location = ", ".join(part for part in parts if part)
    if location:
        event.add("location", location)


def subscription() -> tuple[str, str]:
    """Return the address of all meetings, to be pasted, and as calendars open it by a click."""
    address = settings.SITE_URL + reverse("meetings:calendar")
    return address, f"webcal://{address.partition('://')[2]}"
