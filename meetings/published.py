"""The agenda as its readers see it: what was published last, or the rows themselves before the first time."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import AgendaEntry, AgendaItem, AgendaRevision, Meeting, Speaker
from meetings.models.agenda import audiences_within, papers_within
from meetings.models.speaking import Speaking
from meetings.wording import clock_times, item_title, people_lines
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.revisions.changes import Part

Row = dict[str, Any]
# What a revision keeps of an item as it is; the day, times and people are written as JSON has them.
PLAIN = ("kind", "audience", "minutes", "session", "title", "note", "location", "is_demonstration")
# What counts changes and does not say anything.
COUNTERS = {"pk", "revision", "updated_at"}


@dataclass(frozen=True)
class Agenda:
    """The items a reader sees, in order, and the latest revision; None while none was published."""

    items: list[AgendaItem]
    revision: AgendaRevision | None


def agenda_for(meeting: Meeting, reader: Reader) -> Agenda:
    """Return what `reader` may read: for the secretariat the rows as they are now; five queries at most."""
    revision, audiences = latest_revision(meeting), audiences_of(reader)
    if is_secretariat(reader) or revision is None or not _is_in_force(meeting, revision):
        items = meeting.items.visible_to(reader).in_order().with_people().with_papers(audiences)
        return Agenda(list(items), revision)
    return Agenda(_published(meeting, revision, audiences), revision)


def items_for(meeting: Meeting, reader: Reader) -> list[AgendaItem]:
    """Return the items that `reader` sees, in order, without people and papers; two queries, or three."""
    revision = latest_revision(meeting)
    if is_secretariat(reader) or revision is None or not _is_in_force(meeting, revision):
        return list(meeting.items.visible_to(reader).in_order())
    return _open_items(meeting, revision, audiences_of(reader))


def agenda_copy(meeting: Meeting, audience: Audience) -> Agenda:
    """Return what a document made for `audience` prints, whoever requests it."""
    agenda = agenda_without_papers(meeting, audience)
    prefetch_related_objects(agenda.items, papers_within(audiences_within(audience)))
    return agenda


def agenda_without_papers(meeting: Meeting, audience: Audience) -> Agenda:
    """Return the same without the documents of its items; three queries at most."""
    revision = latest_revision(meeting)
    if revision is None or not _is_in_force(meeting, revision):
        return Agenda(list(meeting.items.for_audience(audience).in_order().with_people()), revision)
    return Agenda(_open_items(meeting, revision, audiences_within(audience)), revision)


def latest_revision(meeting: Meeting) -> AgendaRevision | None:
    return meeting.agenda_revisions.order_by("number").last()


def _is_in_force(meeting: Meeting, revision: AgendaRevision) -> bool:
    """Whether the agenda is open and its days are the meeting's: one that moved takes its agenda along."""
    days = {day.isoformat() for day in meeting.days()} | {None}
    return meeting.has_agenda and {row["day"] for row in revision.content} <= days


def _published(
    meeting: Meeting, revision: AgendaRevision, audiences: Collection[Audience]
) -> list[AgendaItem]:
    """Return the items of a revision that these audiences may read, with the papers of today."""
    items = _open_items(meeting, revision, audiences)
    prefetch_related_objects(items, papers_within(audiences))
    return items


def _open_items(
    meeting: Meeting, revision: AgendaRevision, audiences: Collection[Audience]
) -> list[AgendaItem]:
    hidden = hidden_keys(meeting, audiences)
    return [
        item
        for item in items_of(meeting, revision.content)
        if item.audience in audiences and item.key not in hidden
    ]


def hidden_keys(meeting: Meeting, audiences: Collection[str]) -> set[UUID]:
    """Return the items that are closed to these audiences by now, whatever was published of them."""
    if set(Audience.values) <= set(audiences):
        return set()
    return set(meeting.items.exclude(audience__in=audiences).values_list("key", flat=True))


def content_of(items: Iterable[AgendaItem]) -> list[Row]:
    """Return items with their people as JSON; the query should be `with_people`."""
    return [_row(item) for item in items]


def _row(item: AgendaItem) -> Row:
    return {name: getattr(item, name) for name in PLAIN} | {
        "pk": item.pk,
        "key": str(item.key),
        "day": item.day.isoformat() if item.day else None,
        "begins": item.begins.isoformat() if item.begins else None,
        "revision": item.revision,
        "updated_at": item.updated_at.isoformat(),
        "people": [list(person) for person in item.people],
    }


def items_of(meeting: Meeting, content: Iterable[Row]) -> list[AgendaItem]:
    """Return the items of a revision as rows, not to be saved."""
    return [_item(meeting, row) for row in content]


def _item(meeting: Meeting, row: Row) -> AgendaItem:
    item = AgendaItem(meeting=meeting, pk=row["pk"], key=UUID(row["key"]), revision=row["revision"])
    for name in PLAIN:
        setattr(item, name, row[name])
    item.day = date.fromisoformat(row["day"]) if row["day"] else None
    item.begins = time.fromisoformat(row["begins"]) if row["begins"] else None
    item.updated_at = datetime.fromisoformat(row["updated_at"])
    panel = [Speaker(item=item, **Speaking(*person)._asdict()) for person in row["people"]]
    vars(item)["_prefetched_objects_cache"] = {"panel": panel}  # as prefetch_related leaves it
    return item


def entries_of(meeting: Meeting, items: Iterable[AgendaItem]) -> Iterator[AgendaEntry]:
    """Yield what the search finds of an agenda with these items; the query should be `with_people`."""
    for item in items:
        shared = {"meeting": meeting, "item_key": item.key, "audience": item.audience, "day": item.day}
        text = f"{item.title} {item.note} {item.location}"
        yield AgendaEntry(title=str(item), text=text, is_demonstration=meeting.is_demonstration, **shared)
        invented = meeting.is_demonstration or item.is_demonstration
        for person in item.people:
            names = {"title": str(person), "text": str(person), "of_item": str(item)}
            yield AgendaEntry(is_demonstration=invented, **names, **shared)


def number_of_changes(before: Iterable[Row], after: Iterable[Row]) -> int:
    """Return how many items were added, removed or say something else."""
    earlier, later = (
        {row["key"]: {name: value for name, value in row.items() if name not in COUNTERS} for row in content}
        for content in (before, after)
    )
    return sum(earlier.get(key) != later.get(key) for key in earlier | later)


def parts_of(items: Iterable[AgendaItem]) -> list[Part]:
    """Return the agenda in parts to compare: each item as its readers see it."""
    return [Part(str(item.key), item_title(item), "\n".join(_lines(item))) for item in items]


def _lines(item: AgendaItem) -> list[str]:
    when = ", ".join(filter(None, (date_format(item.day, "l j F") if item.day else "", clock_times(item))))
    lines = [when or _("No time yet"), item_title(item), item.get_kind_display(), item.location]
    audience = item.get_audience_display() if item.is_restricted else ""
    return [line for line in (*lines, audience, *people_lines(item), item.note) if line]
