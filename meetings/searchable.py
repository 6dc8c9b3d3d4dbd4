"""What the search finds of the record: meetings, the items of their agendas, who moderates and speaks."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaEntry, AgendaItem, Meeting, Speaker
from meetings.models.entries import read_from_rows
from meetings.wording import date_range, location_of, running_title_of
from network.models.search_text import every_word
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import audiences_of
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable

NEWEST_FIRST = models.F("meeting__starts_on").desc(nulls_last=True)


def find_meetings(query: str, reader: Reader) -> Iterator[Hit]:
    rows = Meeting.objects.visible_to(reader).matching(query).with_location().newest_first()
    for meeting in rows[:ENOUGH]:
        detail = _joined(_dates(meeting), location_of(meeting))
        yield Hit(meeting.title, meeting.get_absolute_url(), detail, meeting.is_demonstration)


def find_items(query: str, reader: Reader) -> list[Hit]:
    """Return items as their readers see them: of published agendas by the latest revision; two queries."""
    rows = _items_in_rows(reader).filter(every_word(query)).select_related("meeting")
    listed = [
        (item.meeting, _hit(item.meeting, item.key, str(item), "", invented=item.meeting.is_demonstration))
        for item in rows.order_by(NEWEST_FIRST, "position", "pk")[:ENOUGH]
    ]
    return _newest(listed, _entries(query, reader).filter(of_item=""))


def find_people(query: str, reader: Reader) -> list[Hit]:
    """Return who moderates or speaks, once for each item, with the same two queries."""
    rows = Speaker.objects.filter(every_word(query), item__in=_items_in_rows(reader))
    newest = models.F("item__meeting__starts_on").desc(nulls_last=True)
    listed = []
    for row in rows.select_related("item__meeting").order_by(newest, "item", "position")[:ENOUGH]:
        meeting = row.item.meeting
        invented = meeting.is_demonstration or row.item.is_demonstration
        listed.append((meeting, _hit(meeting, row.item.key, str(row), str(row.item), invented=invented)))
    return _newest(listed, _entries(query, reader).exclude(of_item=""))


def _items_in_rows(reader: Reader) -> models.QuerySet[AgendaItem]:
    """The items that this reader reads as their rows are now."""
    rows = AgendaItem.objects.visible_to(reader)
    return rows if is_secretariat(reader) else read_from_rows(rows)


def _entries(query: str, reader: Reader) -> models.QuerySet[AgendaEntry]:
    """What this reader reads of published agendas; the secretariat reads the rows instead."""
    if is_secretariat(reader):
        return AgendaEntry.objects.none()
    return AgendaEntry.objects.open_to(audiences_of(reader)).filter(every_word(query))


def _newest(listed: list[tuple[Meeting, Hit]], entries: models.QuerySet[AgendaEntry]) -> list[Hit]:
    """Return the hits in both, those of the newest meeting first."""
    for row in entries.select_related("meeting").order_by(NEWEST_FIRST, "pk")[:ENOUGH]:
        hit = _hit(row.meeting, row.item_key, row.title, row.of_item, invented=row.is_demonstration)
        listed.append((row.meeting, hit))
    listed.sort(key=lambda pair: pair[0].starts_on or date.min, reverse=True)
    return [hit for _meeting, hit in listed[:ENOUGH]]


def _hit(meeting: Meeting, key: object, title: str, of_item: str, *, invented: bool) -> Hit:
    url = f"{reverse('meetings:agenda', args=[meeting.slug])}#agenda-{key}"
    return Hit(title, url, part_of(meeting, of_item), invented)


def part_of(meeting: Meeting, *before: str) -> str:
    """Say which meeting something belongs to."""
    return _joined(*before, running_title_of(meeting), _dates(meeting))


def _dates(meeting: Meeting) -> str:
    return date_range(meeting) if meeting.starts_on else ""


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def register() -> None:
    register_searchable(
        Searchable(30, "meetings", _("Meetings"), find_meetings),
        Searchable(40, "agenda", _("Agenda items"), find_items),
        Searchable(50, "speakers", _("Moderators and speakers"), find_people),
    )
