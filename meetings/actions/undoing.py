"""Bring back what was removed from a meeting, and take the latest step of a part back."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings import ordering
from meetings.actions.children import children_of
from meetings.actions.part_links import link_again
from meetings.actions.parts import (
    PartModel,
    check_clocks,
    current_of,
    lock,
    moving,
    renumber,
    settle,
    siblings_of,
)
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import Part
from meetings.times import fault
from meetings.writing import note_writing
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import CHANGED, differing, events_of, row_of
from nfp_portal.revisions.stale import StaleError

# What makes a row this row, what its place in a list is, and what counts or dates its changes.
NOT_CONTENT = {"id", "key", "meeting_id", "position", "revision", "updated_at"}


class CannotComeBackError(Exception):
    """What the row says does not go with the record of now; the message says what to do."""


# Each gets a row that is about to come back, not saved; it may mend the row or raise `CannotComeBackError`.
Check = Callable[[Any], None]
_RESTORE_CHECKS: dict[type[Any], Check] = {}


def register_restore_check(model: type[Any], check: Check) -> None:
    """Let a room look at a row of its model before that comes back from the history."""
    _RESTORE_CHECKS[model] = check


@dataclass(frozen=True)
class Restored:
    """A part that is there again; without its `lost_day`, or without its times, which `taken_by` has now."""

    part: Any
    lost_day: date | None = None
    taken_by: AgendaItem | None = None
    lost_times: bool = False


@transaction.atomic
def restore_part(model: PartModel, meeting: Meeting, key: UUID, *, by: User) -> Restored | None:
    """Bring a removed part back as it last was, with its keys; one that is there stays as it is.

    An agenda item comes back without day or times where the meeting has no room for them any more. None where
    the meeting never had such a part. Raises `ReleasedError`, `CannotComeBackError`.
    """
    meeting = lock(meeting)
    rows: Any = model._default_manager.filter(meeting=meeting, key=key)  # noqa: SLF001 - Django's documented name
    if (there := rows.first()) is not None:
        return Restored(there)
    event = events_of(model).filter(meeting=meeting, key=key).order_by("pgh_id").last()
    if event is None:
        return None
    note_writing(meeting, by)
    part = row_of(model, event)
    part.meeting = meeting
    _check(part)
    restored = _fitted(part) if isinstance(part, AgendaItem) else Restored(part)
    part.revision += 1
    children = children_of(part)
    if children:
        children.count(part)
    part.save(force_insert=True)
    if children:
        children.take_back(part, event, by)
    link_again(part)
    settle(part)
    return restored


def _check(part: Any) -> None:
    if type(part) in _RESTORE_CHECKS:
        _RESTORE_CHECKS[type(part)](part)


def _fitted(item: AgendaItem) -> Restored:
    """Leave open what the meeting has no room for any more, and say what."""
    if item.day is not None and item.day not in set(item.meeting.days()):
        lost_day, item.day = item.day, None
        item.begins = item.minutes = None
        return Restored(item, lost_day=lost_day)
    others = item.meeting.items.filter(begins__isnull=False).in_order()
    taken_by = next((other for other in others if item.clashes_with(other)), None)
    if taken_by is None and not _is_at_a_clock_change(item):
        return Restored(item)
    item.begins = item.minutes = None
    return Restored(item, taken_by=taken_by, lost_times=True)


def _is_at_a_clock_change(item: AgendaItem) -> bool:
    clocks = (item.local_start, item.local_end)
    return any(fault(local, item.meeting.zone) for local in clocks if local)


@transaction.atomic
def undo_step(part: Any, event_id: int, *, by: User) -> Any:
    """Take back the step of this row of history, unless another one followed; return the part.

    What the step did to the times and the order of the other parts is taken back with it. Raises
    `StaleError`, `RemovedError`, `ReleasedError`, `CannotComeBackError`, `ClockChangeError`; `IntegrityError`
    where what was before contradicts what was saved since.
    """
    meeting = lock(part.meeting)
    current = current_of(part)
    current.meeting = meeting
    shifts = _shifts(current, event_id)
    note_writing(meeting, by)
    take_content_back(current, shifts[current.pk].before, by)
    if isinstance(current, Part):
        _take_order_back(current, shifts)
    return current


@dataclass(frozen=True)
class _Shift:
    """What one request made of a part, by the part's history: the last row before it, its own last one."""

    before: Any
    after: Any

    @property
    def is_mere_move(self) -> bool:
        return bool(self.before.revision == self.after.revision)

    def position(self, row: Any) -> int:
        """Its position before the request; where it has moved since, that of now."""
        position: int = self.before.position if row.position == self.after.position else row.position
        return position


def _shifts(part: Any, event_id: int) -> dict[int, _Shift]:
    """What the request of this step did to the part and to its like, by primary key.

    Raises `StaleError` where the part has changed or moved since.
    """
    events = events_of(type(part)).filter(meeting=part.meeting)
    event = events.filter(pgh_obj_id=part.pk, pgh_id=event_id, pgh_label=CHANGED).first()
    if event is None or event.revision != part.revision:
        raise StaleError(part)
    together = [event]
    if isinstance(part, Part) and event.pgh_context_id is not None:
        of_request = events.filter(pgh_context=event.pgh_context_id, pgh_label=CHANGED)
        together = list(of_request.order_by("pgh_id"))
    after = {each.pgh_obj_id: each for each in together}
    earlier = events.filter(pgh_obj_id__in=after, pgh_id__lt=together[0].pgh_id)
    latest = earlier.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    before = {each.pgh_obj_id: each for each in latest}
    shifts = {key: _Shift(before[key], each) for key, each in after.items()}
    own = shifts[part.pk]
    if own.is_mere_move and own.after.position != part.position:
        raise StaleError(part)
    return shifts


def take_content_back(part: Any, former: Any, by: User) -> None:
    """Write what the part said before; nothing where only its place in the order was another."""
    values = differing(part, former, leaving_out=NOT_CONTENT)
    if not values:
        return
    children = children_of(part)
    has_other_children = children is not None and values.pop(children.counter, None) is not None
    for name, value in values.items():
        setattr(part, name, value)
    if children and has_other_children:
        children.count(part)
        children.take_back(part, former, by)
    _check(part)
    part.revision += 1
    part.save()


def _take_order_back(part: Part, shifts: dict[int, _Shift]) -> None:
    rows = siblings_of(part)
    for row in rows:
        if row.pk != part.pk and row.pk in shifts:
            _take_times_back(row, shifts[row.pk])
    rows.sort(key=lambda row: (shifts[row.pk].position(row) if row.pk in shifts else row.position, row.pk))
    check_clocks(rows, part.meeting.zone)  # type: ignore[attr-defined] # each concrete part has one
    with moving(part) if shifts[part.pk].is_mere_move else nullcontext():
        renumber(ordering.placed(rows, part) if isinstance(part, AgendaItem) else rows)


def _take_times_back(row: Any, shift: _Shift) -> None:
    """Let a neighbour begin when it did before the step. Raises `StaleError` where it changed since."""
    if not isinstance(row, AgendaItem) or shift.before.begins == shift.after.begins:
        return
    if row.revision != shift.after.revision:
        raise StaleError(row)
    row.begins = shift.before.begins
