"""Add, change, move and remove the parts of a meeting: agenda items, participants and their like."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models, transaction

from meetings import ordering
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import Part
from meetings.times import fault
from meetings.writing import note_writing
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect

PartModel = type[models.Model]


class RemovedError(Exception):
    """The part was removed meanwhile."""


class ClockChangeError(Exception):
    """A moved item would begin or end at a time that the clocks skip or show twice."""


@transaction.atomic
def add_part(model: PartModel, meeting: Meeting, key: UUID, facts: Mapping[str, Any], *, by: User) -> Any:
    """Add the part of this key, or give the one that a first press of the button made."""
    _lock(meeting)
    existing = model._default_manager.filter(meeting=meeting, key=key).first()  # noqa: SLF001 - Django's documented name
    if existing is not None:
        return existing
    note_writing(meeting, by)
    part: Any = model(meeting=meeting, key=key, **facts)
    if isinstance(part, Part):
        part.position = len(_siblings(part)) + 1
    part.save()
    _settle(part)
    return part


@transaction.atomic
def change_part(part: Any, changes: Mapping[str, Any], *, revision: int, by: User) -> Any:
    """Change the named fields of a part that is still at `revision`. Raises `StaleError`, `RemovedError`."""
    _lock(part.meeting)
    current = _current(part)
    expect(current, revision)
    note_writing(part.meeting, by)
    for field, value in changes.items():
        setattr(current, field, value)
    current.revision += 1
    current.save()
    _settle(current)
    return current


@transaction.atomic
def remove_part(part: Any, *, by: User) -> None:
    """Remove a part; what it was stands in its history."""
    _lock(part.meeting)
    note_writing(part.meeting, by)
    part.delete()


@transaction.atomic
def move_part(part: Part, steps: int, *, by: User) -> None:
    """Move a part down by `steps` among its like (up if negative); an agenda item stays on its day.

    Its place and day are those of now, not those that `part` was read with. Raises `RemovedError`,
    `PastMidnightError`, `ClockChangeError`.
    """
    meeting: Meeting = part.meeting  # type: ignore[attr-defined] # each concrete part has one
    _lock(meeting)
    note_writing(meeting, by)
    current = _current(part)
    rows = ordering.moved(_siblings(current), current, steps)
    _check_clocks(rows, meeting.zone)
    _renumber(rows)


def _check_clocks(rows: list[Any], zone: str) -> None:
    for row in rows:
        clocks = (row.local_start, row.local_end) if isinstance(row, AgendaItem) else ()
        if any(fault(local, zone) for local in clocks if local):
            raise ClockChangeError(row.title)


def lock_for_writing(meeting: Meeting, by: User) -> None:
    """Lock a meeting for a change of what its report prints. Raises `ReleasedError`."""
    _lock(meeting)
    note_writing(meeting, by)


def _lock(meeting: Meeting) -> None:
    """Let one act at a time change the parts of a meeting."""
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def _current(part: Any) -> Any:
    """Read a part again, under the lock of its meeting."""
    current = type(part).objects.filter(pk=part.pk).first()
    if current is None:
        raise RemovedError
    return current


def _siblings(part: Any) -> list[Any]:
    rows = type(part).objects.filter(meeting=part.meeting)
    if isinstance(part, AgendaItem):
        rows = rows.filter(day=part.day)
    return list(rows.order_by("position", "pk"))


def _settle(part: Any) -> None:
    """Put an agenda item where its time says."""
    if isinstance(part, AgendaItem):
        _renumber(ordering.placed(_siblings(part), part))


def _renumber(rows: list[Any]) -> None:
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
