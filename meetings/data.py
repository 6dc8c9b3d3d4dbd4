"""An agenda as data for other programs."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from meetings.models import AgendaItem, Document, Meeting
from meetings.programme import by_day
from meetings.published import Agenda

Data = dict[str, Any]


def agenda_as_data(meeting: Meeting, agenda: Agenda) -> Data:
    """Instants carry the offset of the meeting's zone (ISO 8601); what is not recorded is null."""
    return {
        "meeting": _meeting(meeting),
        "revision": _revision(agenda),
        "days": [
            {"number": day.number, "date": day.date, "items": [_item(item) for item in day.items]}
            for day in by_day(meeting, agenda.items)
        ],
    }


def _revision(agenda: Agenda) -> Data | None:
    """Say which publication the agenda is; null before the first one."""
    revision = agenda.revision
    if revision is None:
        return None
    at = revision.published_at.isoformat()
    return {"number": revision.number, "is_final": revision.is_final, "published_at": at}


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
        "event_status": meeting.event_status,
    }


def _paper(item: AgendaItem, document: Document) -> Data:
    address = reverse("meetings:paper", args=[item.meeting.slug, document.key])
    return {
        "key": str(document.key),
        "title": document.title,
        "symbol": document.symbol_of(document.version_for("en")) or None,
        "kind": document.kind,
        "purpose": document.purpose or None,
        "audience": document.audience,
        "languages": [version.language for version in document.latest if not version.stands_beside],
        "address": settings.SITE_URL + address if document.latest else None,
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
        "speakers": [
            {"name": speaker.name, "function": speaker.function, "body": speaker.body}
            for speaker in item.speakers
        ],
        "papers": [_paper(item, document) for document in item.papers],
        "revision": item.revision,
        "is_demonstration": item.is_demonstration,
    }
