"""What the search finds of the record: meetings, the items of their agendas, who moderates and speaks."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaEntry, AgendaItem, Meeting, Speaker
from meetings.models.entries import read_from_rows
from meetings.wording import date_range, location_of, running_title_of
from network.search.facets import FIELD, STATE, YEAR
from network.search.ranking import Rows, Table, has_number
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import audiences_of

NEWEST_FIRST = models.F("meeting__starts_on").desc(nulls_last=True)


def facets_of_meeting(path: str = "meeting__") -> dict[str, str]:
    """Return the columns by which facets narrow what belongs to a meeting."""
    return {FIELD: f"{path}field__slug", YEAR: f"{path}starts_on__year"}


def _meetings(reader: Reader) -> Rows:
    return Meeting.objects.visible_to(reader)


def _of_meetings(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for meeting in rows.with_location():
        detail = _joined(_dates(meeting), location_of(meeting))
        text = "\n".join(filter(None, (meeting.theme, meeting.organiser, meeting.about, meeting.practical)))
        url = meeting.get_absolute_url()
        yield meeting.pk, Hit(meeting.title, url, detail, meeting.is_demonstration, text)


def _items(reader: Reader) -> models.QuerySet[AgendaItem]:
    """The items that this reader reads as their rows are now."""
    rows = AgendaItem.objects.visible_to(reader)
    return rows if is_secretariat(reader) else read_from_rows(rows)


def _of_items(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for item in rows.select_related("meeting"):
        hit = _hit(item.meeting, item.key, str(item), invented=item.meeting.is_demonstration)
        yield item.pk, replace(hit, text=item.note)


def _speakers(reader: Reader) -> Rows:
    return Speaker.objects.filter(item__in=_items(reader))


def _of_speakers(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.select_related("item__meeting"):
        meeting = row.item.meeting
        invented = meeting.is_demonstration or row.item.is_demonstration
        yield row.pk, _hit(meeting, row.item.key, str(row), str(row.item), invented=invented)


def _entries(reader: Reader) -> Rows:
    """What this reader reads of published agendas; the secretariat reads the rows instead."""
    if is_secretariat(reader):
        return AgendaEntry.objects.none()
    return AgendaEntry.objects.open_to(audiences_of(reader))


def _published_items(reader: Reader) -> Rows:
    return _entries(reader).filter(of_item="")


def _published_speakers(reader: Reader) -> Rows:
    return _entries(reader).exclude(of_item="")


def _of_entries(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.select_related("meeting"):
        hit = _hit(row.meeting, row.item_key, row.title, row.of_item, invented=row.is_demonstration)
        title = row.title.partition(": ")[2] or row.title
        yield row.pk, replace(hit, text="" if row.of_item else row.text.removeprefix(title).strip())


def _hit(meeting: Meeting, key: object, title: str, of_item: str = "", *, invented: bool) -> Hit:
    url = f"{reverse('meetings:agenda', args=[meeting.slug])}#agenda-{key}"
    return Hit(title, url, part_of(meeting, of_item), invented)


def part_of(meeting: Meeting, *before: str) -> str:
    """Say which meeting something belongs to."""
    return _joined(*before, running_title_of(meeting), _dates(meeting))


def _dates(meeting: Meeting) -> str:
    return date_range(meeting) if meeting.starts_on else ""


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


MEETINGS = Table(
    Meeting,
    _meetings,
    _of_meetings,
    newest=(models.F("starts_on").desc(nulls_last=True), "title"),
    exact=has_number,
    looks_inside=True,
    facets={STATE: "country__iso2", FIELD: "field__slug", YEAR: "starts_on__year"},
)
ITEMS = Table(
    AgendaItem,
    _items,
    _of_items,
    (NEWEST_FIRST, "position", "pk"),
    looks_inside=True,
    facets=facets_of_meeting(),
)
PUBLISHED_ITEMS = Table(
    AgendaEntry,
    _published_items,
    _of_entries,
    (NEWEST_FIRST, "pk"),
    looks_inside=True,
    facets=facets_of_meeting(),
)
SPEAKERS = Table(
    Speaker,
    _speakers,
    _of_speakers,
    (models.F("item__meeting__starts_on").desc(nulls_last=True), "item", "position"),
    title="name",
    looks_inside=True,
    facets=facets_of_meeting("item__meeting__"),
)
PUBLISHED_SPEAKERS = Table(
    AgendaEntry,
    _published_speakers,
    _of_entries,
    (NEWEST_FIRST, "pk"),
    looks_inside=True,
    facets=facets_of_meeting(),
)


def register() -> None:
    register_searchable(
        Searchable(30, "meetings", _("Meetings"), (MEETINGS,), frozenset({"meeting", "meetings"})),
        Searchable(
            40, "agenda", _("Agenda items"), (ITEMS, PUBLISHED_ITEMS), frozenset({"session", "sessions"})
        ),
        Searchable(50, "speakers", _("Moderators and speakers"), (SPEAKERS, PUBLISHED_SPEAKERS)),
    )
