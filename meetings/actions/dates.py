"""Set the dates of a meeting as one list, and say which of them are done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.utils import timezone

from meetings.models import Meeting, MeetingDate
from nfp_portal.revisions.stale import StaleError


@dataclass(frozen=True)
class DateList:
    """The dates of a meeting as the form knows them: one list, with one revision."""

    meeting: Meeting
    revision: int
    days: Mapping[str, date]

    @property
    def pk(self) -> int:
        return self.meeting.pk


def dates_of(meeting: Meeting) -> DateList:
    days = {each.kind: each.day for each in MeetingDate.objects.filter(meeting=meeting)}
    return DateList(meeting, meeting.dates_revision, days)


@transaction.atomic
def set_dates(meeting: Meeting, days: Mapping[str, date | None], *, revision: int | None = None) -> DateList:
    """Set the days of the named kinds, None to remove one; another day is a task that is open again.

    Raises `StaleError` where the list has changed since `revision`.
    """
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if revision is not None and locked.dates_revision != revision:
        raise StaleError(dates_of(locked))
    before = {each.kind: each for each in MeetingDate.objects.filter(meeting=locked)}
    changed = [_set_day(locked, before.get(kind), kind, day) for kind, day in days.items()]
    if any(changed):
        Meeting.objects.filter(pk=locked.pk).update(
            dates_revision=models.F("dates_revision") + 1, updated_at=timezone.now()
        )
        locked.refresh_from_db()
    return dates_of(locked)


def _set_day(meeting: Meeting, row: MeetingDate | None, kind: str, day: date | None) -> bool:
    """Return whether anything changed."""
    if (row.day if row else None) == day:
        return False
    if day is None:
        MeetingDate.objects.filter(meeting=meeting, kind=kind).delete()
    elif row is None:
        MeetingDate.objects.create(meeting=meeting, kind=kind, day=day)
    else:
        row.day, row.done_at = day, None
        row.revision += 1
        row.save()
    return True


def shift_outstanding(meeting: Meeting, offset: timedelta) -> int:
    """Move the dates that are not done with the meeting itself; return how many."""
    ahead = MeetingDate.objects.outstanding().filter(meeting=meeting)
    days = {each.kind: each.day + offset for each in ahead}
    set_dates(meeting, days)
    return len(days)


@transaction.atomic
def mark_done(meeting: Meeting, kind: str) -> None:
    """Say that the task of this date is done; nothing where it is, or where there is no such date."""
    rows = MeetingDate.objects.outstanding().filter(meeting=meeting, kind=kind)
    rows.update(done_at=timezone.now(), revision=models.F("revision") + 1)


@transaction.atomic
def reopen(meeting: Meeting, kind: str) -> None:
    """Say that the task of this date is still to be done."""
    rows = MeetingDate.objects.filter(meeting=meeting, kind=kind).exclude(done_at=None)
    rows.update(done_at=None, revision=models.F("revision") + 1)
