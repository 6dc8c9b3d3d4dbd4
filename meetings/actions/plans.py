"""Change the plan of a meeting: postpone it, give it new days, move it online, cancel it, restore it."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date

import pgtrigger
from django.db import transaction

from meetings.actions.dates import shift_outstanding
from meetings.actions.fitting import fit_times
from meetings.actions.mailings import Draft, send_mailing
from meetings.models import AgendaItem, EventStatus, Format, Meeting
from meetings.models.mailings import Mailing
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect


class TookPlaceError(Exception):
    """A meeting that has taken place is not cancelled or moved."""


@dataclass(frozen=True)
class ChangeOfPlan:
    """`status` is what the meeting becomes, SCHEDULED restores it; the days are those of RESCHEDULED."""

    status: EventStatus
    note: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Changed:
    meeting: Meeting
    mailing: Mailing
    left_open: list[str]  # items whose times do not fit the new days


@transaction.atomic
def change_plan(meeting_id: int, change: ChangeOfPlan, draft: Draft, *, revision: int, by: User) -> Changed:
    """Change the plan and mail the draft's groups about it; submitting the same form twice is once.

    Raises `StaleError`, `TookPlaceError`.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if sent := Mailing.objects.filter(key=draft.key).first():
        return Changed(meeting, sent, [])
    expect(meeting, revision)
    if meeting.has_ended:
        raise TookPlaceError
    left_open = _change(meeting, change)
    return Changed(meeting, send_mailing(meeting, draft, by=by), left_open)


def planned(meeting: Meeting, change: ChangeOfPlan) -> Meeting:
    """Return the meeting as it would be, not saved."""
    becoming = copy(meeting)
    _become(becoming, change)
    return becoming


def _become(meeting: Meeting, change: ChangeOfPlan) -> None:
    meeting.status_note = change.note
    if change.status == EventStatus.RESCHEDULED:
        _take_days(meeting, change.first, change.last)
    elif change.status == EventStatus.SCHEDULED:
        _restore(meeting)
    elif change.status == EventStatus.MOVED_ONLINE:
        meeting.planned_format = meeting.planned_format or meeting.format or Format.IN_PERSON
        meeting.event_status, meeting.format = change.status, Format.ONLINE
    else:
        meeting.event_status = change.status


def _take_days(meeting: Meeting, first: date | None, last: date | None) -> None:
    """Give it new days; the first days it ever gets are no change of others."""
    meeting.planned_first = meeting.planned_first or meeting.starts_on
    meeting.planned_last = meeting.planned_last or meeting.last_day
    meeting.starts_on, meeting.ends_on = first, last or first
    meeting.event_status = EventStatus.RESCHEDULED if meeting.planned_first else EventStatus.SCHEDULED


def _restore(meeting: Meeting) -> None:
    """Take back what kept it from taking place; else that it was moved online."""
    if meeting.event_status == EventStatus.MOVED_ONLINE:
        meeting.format, meeting.planned_format = meeting.planned_format, ""
    if meeting.planned_format and meeting.format == Format.ONLINE:
        meeting.event_status = EventStatus.MOVED_ONLINE
    else:
        meeting.event_status = EventStatus.RESCHEDULED if meeting.planned_first else EventStatus.SCHEDULED


def _change(meeting: Meeting, change: ChangeOfPlan) -> list[str]:
    """Move agenda and outstanding dates with the meeting; return the items that do not fit."""
    first, former = meeting.starts_on, list(meeting.days())
    _become(meeting, change)
    meeting.revision += 1
    # The days of the items and of the meeting are compared once both are new: when the meeting is saved.
    with pgtrigger.ignore("meetings.AgendaItem:day_lies_inside"):
        left_open = list(_move_items(meeting, former)) if meeting.starts_on != first else []
    meeting.save()
    if first and meeting.starts_on and meeting.starts_on != first:
        shift_outstanding(meeting, meeting.starts_on - first)
        meeting.refresh_from_db()
    return left_open


def _move_items(meeting: Meeting, former: list[date]) -> Iterable[str]:
    for item in AgendaItem.objects.filter(meeting=meeting).exclude(day=None):
        item.meeting = meeting
        if not fit_times(item, former):
            yield item.title
        item.revision += 1
        item.save()
