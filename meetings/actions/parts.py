"""Add, change, move and remove the parts of a meeting: agenda items, participants and their like."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pghistory
from django.db import models, transaction

from meetings import ordering
from meetings.actions.children import children_of, columns_of
from meetings.actions.part_links import notify_linked
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import Part
from meetings.times import fault
from meetings.writing import note_writing
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import MOVED, events_of
from nfp_portal.revisions.stale import expect

PartModel = type[models.Model]


class RemovedError(Exception):
    """The part was removed meanwhile."""


class ClockChangeError(Exception):
    """A moved item would begin or end at a time that the clocks skip or show twice."""


@transaction.atomic
def add_part(
    model: PartModel, meeting: Meeting, key: UUID, facts: Mapping[str, Any], *, by: User | None
) -> Any:
    """Add the part of this key, or give the one that a first press of the button made.

    `by` is None where somebody else than the secretariat writes: nobody has written the report by that.
    """
    lock(meeting)
    existing = model._default_manager.filter(meeting=meeting, key=key).first()  # noqa: SLF001 - Django's documented name
    if existing is not None:
        return existing
    note_writing(meeting, by)
    part: Any = model(meeting=meeting, key=key, **columns_of(facts))
    if isinstance(part, Part):
        part.position = len(siblings_of(part)) + 1
    part.save()
    if (children := children_of(part)) and children.fact in facts:
        children.write(part, facts[children.fact], by)
    settle(part)
    return part


def differing_facts(part: Any, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return those facts that the part does not say: a form sent again may have been changed in between."""
    return {name: value for name, value in columns_of(facts).items() if getattr(part, name) != value}


@transaction.atomic
def change_part(part: Any, changes: Mapping[str, Any], *, revision: int, by: User | None) -> Any:
    """Change the named fields of a part that is still at `revision`; `by` as in `add_part`.

    Nothing to change is no step of its history. Raises `StaleError`, `RemovedError`.
    """
    lock(part.meeting)
    current = current_of(part)
    if not changes:
        return current
    expect(current, revision)
    note_writing(part.meeting, by)
    for field, value in columns_of(changes).items():
        setattr(current, field, value)
    current.revision += 1
    if (children := children_of(current)) and children.fact in changes:
        children.count(current)
        children.write(current, changes[children.fact], by)
    current.save()
    settle(current)
    return current


@transaction.atomic
def remove_part(part: Any, *, by: User) -> None:
    """Remove a part; what it was stands in its history."""
    lock(part.meeting)
    note_writing(part.meeting, by)
    notify_linked(part)
    part.delete()


@transaction.atomic
def move_part(part: Part, steps: int, *, by: User) -> int | None:
    """Move a part down by `steps` among its like (up if negative); an agenda item stays on its day.

    Its place and day are those of now, not those that `part` was read with. Return the row of history that
    `undo_step` takes back; None where nothing moved. Raises `RemovedError`, `PastMidnightError`,
    `ClockChangeError`.
    """
    meeting: Meeting = part.meeting  # type: ignore[attr-defined] # each concrete part has one
    lock(meeting)
    current = current_of(part)
    before = siblings_of(current)
    rows = ordering.moved(before, current, steps)
    if [row.pk for row in rows] == [row.pk for row in before]:
        return None
    note_writing(meeting, by)
    check_clocks(rows, meeting.zone)
    close_gaps(current)
    with moving(current):
        renumber(rows)
    return latest_event(current)


def close_gaps(part: Any) -> None:
    """Number the parts from 1, as they stand: a move then gives the moved one another number."""
    renumber(siblings_of(part))


def moving(part: Part) -> Any:
    """Let the history say that a request moves this part, and its neighbours only because of it."""
    return pghistory.context(**{MOVED: str(part.key)})


def latest_event(part: Any) -> int:
    """Return the primary key of the last row of a part's history."""
    event: int = events_of(type(part)).filter(pgh_obj_id=part.pk).latest("pgh_id").pgh_id
    return event


def check_clocks(rows: list[Any], zone: str) -> None:
    for row in rows:
        clocks = (row.local_start, row.local_end) if isinstance(row, AgendaItem) else ()
        if any(fault(local, zone) for local in clocks if local):
            raise ClockChangeError(row.title)


def lock_for_writing(meeting: Meeting, by: User | None) -> Meeting:
    """Lock a meeting for a change of what its report prints, as `lock`. Raises `ReleasedError`."""
    current = lock(meeting)
    note_writing(meeting, by)
    return current


def lock(meeting: Meeting) -> Meeting:
    """Let one act at a time change the parts of a meeting; return it as it is now."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def current_of(part: Any) -> Any:
    """Read a part again, under the lock of its meeting."""
    current = type(part).objects.filter(pk=part.pk).first()
    if current is None:
        raise RemovedError
    return current


def siblings_of(part: Any) -> list[Any]:
    """Return the parts of its kind in order, of an agenda item those of its day."""
    rows = type(part).objects.filter(meeting=part.meeting)
    if isinstance(part, AgendaItem):
        rows = rows.filter(day=part.day)
    return list(rows.order_by("position", "pk"))


def settle(part: Any) -> None:
    """Put an agenda item where its time says."""
    if isinstance(part, AgendaItem):
        renumber(ordering.placed(siblings_of(part), part))


def renumber(rows: list[Any]) -> None:
    """Write the rows whose place or time is new; only a new time is a new revision for calendars."""
    stored = {row.pk: row for row in type(rows[0]).objects.filter(pk__in=[row.pk for row in rows])}
    for position, row in enumerate(rows, start=1):
        row.position = position
        before = stored[row.pk]
        if isinstance(row, AgendaItem) and row.begins != before.begins:
            row.revision += 1
        if row.revision != before.revision:
            row.save()
        elif row.position != before.position:
            row.save(update_fields=["position"])
