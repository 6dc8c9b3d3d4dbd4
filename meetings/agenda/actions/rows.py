"""Acts on rows of the agenda's table that touch more than the row: making room, shifting, moving, copying."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings.actions.parts import (
    add_part,
    change_part,
    check_clocks,
    current_of,
    latest_event,
    lock,
    renumber,
    siblings_of,
)
from meetings.agenda.timetable import next_begin
from meetings.models import AgendaItem, Meeting
from meetings.ordering import PastMidnightError
from meetings.writing import note_writing
from nfp_portal.accounts.models import User


class NoRoomError(Exception):
    """At its new time an item would meet `other`."""

    def __init__(self, item: AgendaItem, other: AgendaItem) -> None:
        super().__init__(item.title)
        self.item, self.other = item, other


class DayFullError(Exception):
    """The day ends before the item could begin."""


@transaction.atomic
def add_row(meeting: Meeting, key: UUID, facts: Mapping[str, Any], *, shift: int = 0, by: User) -> AgendaItem:
    """Add an item; what follows it on its day makes room by `shift` minutes."""
    lock(meeting)
    is_new = not meeting.items.filter(key=key).exists()
    if is_new and shift:
        _make_room(AgendaItem(meeting=meeting, day=facts["day"], begins=facts["begins"]), shift, by)
    item: AgendaItem = add_part(AgendaItem, meeting, key, facts, by=by)
    return item


@transaction.atomic
def change_row(
    item: AgendaItem, changes: Mapping[str, Any], *, shift: int = 0, revision: int, by: User
) -> AgendaItem:
    """Change an item; what follows it on its day makes room by `shift` minutes. Raises like `change_part`."""
    lock(item.meeting)
    changed: AgendaItem = change_part(item, changes, revision=revision, by=by)
    if shift:
        _make_room(changed, shift, by)
    return changed


def _make_room(item: AgendaItem, minutes: int, by: User) -> None:
    start = item.local_start
    rows = siblings_of(item)
    later = [
        row for row in rows if row.pk != item.pk and row.local_start and start and row.local_start >= start
    ]
    _shift(rows, later, minutes, by)


@transaction.atomic
def shift_following(item: AgendaItem, minutes: int, *, by: User) -> int:
    """Let an item and all that begins later on its day begin so many minutes later (earlier if negative).

    Return the row of history that `undo_step` takes back, for all of them. Raises `RemovedError`,
    `PastMidnightError`, `NoRoomError`, `ClockChangeError`.
    """
    lock(item.meeting)
    current: AgendaItem = current_of(item)
    start = current.local_start
    rows = siblings_of(current)
    later = [row for row in rows if row.local_start and start and row.local_start >= start]
    _shift(rows, later, minutes, by)
    return latest_event(current)


def _shift(rows: list[AgendaItem], later: list[AgendaItem], minutes: int, by: User) -> None:
    if not later:
        return
    note_writing(later[0].meeting, by)
    for row in later:
        start = row.local_start
        assert start is not None  # noqa: S101 - chosen by it
        moved = start + timedelta(minutes=minutes)
        if moved.date() != row.day:
            raise PastMidnightError(row)
        row.begins = moved.time()
    check_clocks(rows, later[0].meeting.zone)
    _check_room(later, [row for row in rows if row not in later])
    renumber(rows)


def _check_room(moved: list[AgendaItem], others: list[AgendaItem]) -> None:
    for row in moved:
        for other in others:
            if row.clashes_with(other):
                raise NoRoomError(row, other)


@transaction.atomic
def move_to_day(item: AgendaItem, day: date, *, by: User) -> tuple[AgendaItem, int]:
    """Move an item to another day: at its time if that is free there, else after the last item of the day.

    Return the item, and the row of history that `undo_step` takes back. Raises `RemovedError`,
    `DayFullError`, `ClockChangeError`.
    """
    lock(item.meeting)
    current: AgendaItem = current_of(item)
    begins = _free_begin(current, day, current.begins)
    moved = AgendaItem(day=day, begins=begins, minutes=current.minutes, title=current.title)
    check_clocks([moved], current.meeting.zone)
    changed = change_part(current, {"day": day, "begins": begins}, revision=current.revision, by=by)
    return changed, latest_event(changed)


@transaction.atomic
def duplicate_row(item: AgendaItem, key: UUID, *, by: User) -> AgendaItem:
    """Add an item like this one, right after it if there is room, else after the last item of its day.

    It has no number of a session and no papers. Raises `RemovedError`, `DayFullError`.
    """
    lock(item.meeting)
    current: AgendaItem = current_of(item)
    end = current.local_end
    after = end.time() if end and end.date() == current.day else None
    begins = _free_begin(current, current.day, after) if current.begins else None
    facts = {
        name: getattr(current, name) for name in ("kind", "title", "note", "location", "audience", "day")
    }
    facts |= {"begins": begins, "minutes": current.minutes, "people": current.people}
    added: AgendaItem = add_part(AgendaItem, current.meeting, key, facts, by=by)
    return added


def _free_begin(item: AgendaItem, day: date | None, begins: time | None) -> time | None:
    """Return `begins` if an item of this length has room there, else the end of that day's items."""
    if item.begins is None:
        return None
    there = AgendaItem(meeting=item.meeting, kind=item.kind, day=day, begins=begins, minutes=item.minutes)
    others = list(item.meeting.items.filter(day=day).in_order())
    if begins is None or any(there.clashes_with(other) for other in others):
        begins = next_begin(others)
    if begins is None:
        raise DayFullError
    return begins
