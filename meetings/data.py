"""An agenda as data for other programs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from meetings.models import AgendaItem, Meeting
from meetings.programme import by_day

Data = dict[str, Any]


def agenda_as_data(meeting: Meeting, items: Iterable[AgendaItem]) -> Data:
    """Instants carry the offset of the meeting's zone (ISO 8601); what is not recorded is null."""
    return {
        "meeting": _meeting(meeting),
        "days": [
            {"number": day.number, "date": day.date, "items": [_item(item) for item in day.items]}
            for day in by_day(meeting, items)
        ],
    }


def _meeting(meeting: Meeting) -> Data:
    return {
        "number": meeting.number,
        "title": meeting.title,
        "address": settings.SITE_URL + meeting.get_absolute_url(),
        "starts_on": meeting.starts_on,
        "ends_on": meeting.last_day,
        "city": meeting.city or None,
        "state": meeting.country.iso2 if meeting.country else None,
        "venue": meeting.venue or None,
        "time_zone": meeting.zone,
        "stage": meeting.stage,
    }


def _item(item: AgendaItem) -> Data:
    return {
        "key": str(item.key),
        "kind": item.kind,
        "audience": item.audience,
        "starts_at": item.starts_at.isoformat() if item.starts_at else None,
        "ends_at": item.ends_at.isoformat() if item.ends_at else None,
        "session": item.session,
        "title": item.title,
        "note": item.note or None,
        "place": item.location or None,
        "moderator": item.moderator or None,
        "speakers": [vars(speaker) for speaker in item.people],
        "papers": item.paper_lines,
        "revision": item.revision,
        "is_demonstration": item.is_demonstration,
    }
