"""Meetings and agendas as calendars (RFC 5545): a changed entry replaces the one a calendar holds."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from meetings.models import AgendaItem, Meeting

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//OSCE National Focal Points Network//NFP Portal//EN"


def calendar_of_meetings(meetings: Iterable[Meeting], name: str) -> bytes:
    """The dated meetings, each an entry of whole days."""
    calendar = _calendar(name)
    for meeting in meetings:
        if meeting.starts_on is not None:
            calendar.add_component(_whole_meeting(meeting))
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
    return calendar


def _event(uid: str, summary: str, revision: int, changed_at: datetime) -> Event:
    """An entry whose SEQUENCE grows with the revision, so that calendars take the newer one."""
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("summary", summary)
    event.add("sequence", revision - 1)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    return event


def _whole_meeting(meeting: Meeting) -> Event:
    event = _event(f"meeting-{meeting.key}", meeting.title, meeting.revision, meeting.updated_at)
    first, last = meeting.starts_on, meeting.last_day
    assert isinstance(first, date)  # noqa: S101 - asked for by the callers
    assert isinstance(last, date)  # noqa: S101 - follows from the first day
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    _add_location(event, meeting, "")
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    return event


def _timed_item(meeting: Meeting, item: AgendaItem, starts_at: datetime, ends_at: datetime) -> Event:
    """Universal time needs no table of a zone's clocks, which calendar programs read in ways of their own.

    A change of the meeting (its zone, its venue) changes the entry too: both revisions count.
    """
    revision = item.revision + meeting.revision - 1
    changed_at = max(item.updated_at, meeting.updated_at)
    event = _event(f"item-{item.key}", str(item), revision, changed_at)
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", ends_at.astimezone(UTC))
    _add_location(event, meeting, item.location)
    lines = [item.note, item.moderator, *map(str, item.people)]
    event.add("description", "\n".join(line for line in lines if line))
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    return event


def _add_location(event: Event, meeting: Meeting, room: str) -> None:
    location = ", ".join(part for part in (room, meeting.venue, meeting.location) if part)
    if location:
        event.add("location", location)
