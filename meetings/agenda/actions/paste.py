"""Write a pasted agenda as one act, and take the whole of it back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

import pghistory
from django.db import transaction

from meetings.actions.children import columns_of
from meetings.actions.parts import check_clocks, current_of, lock, renumber
from meetings.actions.speakers import PEOPLE, write_panel
from meetings.actions.undoing import restore_part, take_content_back
from meetings.agenda.pasted.plan import Plan, fingerprint_of
from meetings.models import AgendaItem, Meeting
from meetings.writing import note_writing
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import CHANGED, RECORDED, REMOVED, events_of
from nfp_portal.revisions.stale import StaleError

# The context of a request that pastes names the act by this, so that it can be taken back as a whole.
PASTED = "pasted"


class AgendaChangedError(Exception):
    """The agenda is no longer the one that the plan was made for."""


@transaction.atomic
def write_pasted(meeting: Meeting, plan: Plan, key: UUID, *, by: User) -> bool:
    """Write a possible plan; False where the act of this key was written before.

    Raises `AgendaChangedError`, `ReleasedError`.
    """
    lock(meeting)
    if _events(meeting, key).exists():
        return False
    items = list(meeting.items.all())
    if fingerprint_of(items) != plan.fingerprint:
        raise AgendaChangedError
    note_writing(meeting, by)
    with pghistory.context(**{PASTED: str(key)}):
        for item in plan.removed:
            item.delete()
        _write_rows(meeting, plan, key)
        _put_in_order(meeting)
    return True


def _write_rows(meeting: Meeting, plan: Plan, key: UUID) -> None:
    for number, planned in enumerate(plan.rows):
        if planned.item is None:
            _add(meeting, uuid5(key, str(number)), planned.changes)
        elif planned.changes:
            _change(planned.item, planned.changes)


def _add(meeting: Meeting, key: UUID, facts: dict[str, Any]) -> None:
    item = AgendaItem.objects.create(meeting=meeting, key=key, **columns_of(facts))
    write_panel(item, facts[PEOPLE])


def _change(item: AgendaItem, changes: dict[str, Any]) -> None:
    for name, value in columns_of(changes).items():
        setattr(item, name, value)
    item.revision += 1
    if PEOPLE in changes:
        item.panel_number += 1
        write_panel(item, changes[PEOPLE])
    item.save()


def _put_in_order(meeting: Meeting) -> None:
    """Order the items of each day by their times; what has none comes last, as it was."""
    rows = list(meeting.items.in_order())
    for day in {row.day for row in rows}:
        of_day = [row for row in rows if row.day == day]
        timed = sorted((row for row in of_day if row.local_start), key=lambda row: (row.begins, row.position))
        renumber([*timed, *(row for row in of_day if not row.local_start)])


@transaction.atomic
def undo_pasted(meeting: Meeting, key: UUID, *, by: User) -> None:
    """Take the act of this key back: what it added goes, what it changed or removed comes back as it was.

    Raises `StaleError` where one of its items has changed since, `ReleasedError`, `ClockChangeError`.
    """
    lock(meeting)
    note_writing(meeting, by)
    events = list(_events(meeting, key).order_by("pgh_id"))
    last = {event.pgh_obj_id: event for event in events}
    first = {event.pgh_obj_id: event for event in reversed(events)}
    for item in meeting.items.filter(pk__in=last):
        if item.revision != last[item.pk].revision:
            raise StaleError(item)
    for row in (each for each in first.values() if each.pgh_label == RECORDED):
        AgendaItem.objects.filter(pk=row.pgh_obj_id).delete()
    changed = [row for row in first.values() if row.pgh_label == CHANGED]
    _take_back(meeting, changed, by)
    for row in (each for each in last.values() if each.pgh_label == REMOVED):
        restore_part(AgendaItem, meeting, row.key, by=by)
    _put_in_order(meeting)
    check_clocks(list(meeting.items.all()), meeting.zone)


def _events(meeting: Meeting, key: UUID) -> Any:
    return events_of(AgendaItem).filter(meeting=meeting, pgh_context__metadata__pasted=str(key))


def _take_back(meeting: Meeting, changed: Sequence[Any], by: User) -> None:
    events = events_of(AgendaItem).filter(meeting=meeting)
    for row in changed:
        before = events.filter(pgh_obj_id=row.pgh_obj_id, pgh_id__lt=row.pgh_id).latest("pgh_id")
        item = AgendaItem.objects.filter(pk=row.pgh_obj_id).first()
        if item is not None:
            take_content_back(current_of(item), before, by)
