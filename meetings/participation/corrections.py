"""How far the list of participants is: provisional, corrected until a day, then final.

The day is the one among the dates of the meeting, and the list is final when the task of that day is done.
What was done before the end of the meeting made nothing final.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting, MeetingDate
from meetings.participation.models import Participant, Status
from meetings.times import today_in
from nfp_portal.revisions.history import REMOVED, events_of


@dataclass(frozen=True)
class ListStatus:
    """`until` is the last day for corrections, `final_on` the day since which the list is final.

    `changed_on` is the day of its last change since then. All are by the calendar of the place; without
    `until` the list is called nothing in particular.
    """

    meeting: Meeting
    until: date | None = None
    final_on: date | None = None
    changed_on: date | None = None

    @property
    def takes_requests(self) -> bool:
        """Whether a delegation may request a change: before the end always, afterwards as people may."""
        return self.until is None or not self.meeting.has_ended or self.takes_corrections

    @property
    def takes_corrections(self) -> bool:
        """Whether people may correct the list: from the end of the meeting until that of the day."""
        if self.until is None or self.final_on:
            return False
        return self.meeting.has_ended and self.until >= today_in(self.meeting.zone)

    def in_words(self, *, is_restricted: bool) -> str:
        """Say how far the list is; the public reads of it after the end alone, and no day for corrections."""
        if self.until is None or not (is_restricted or self.meeting.has_ended):
            return ""
        if self.final_on:
            return self._final_in_words(date_format(self.final_on, "j F Y"))
        if not is_restricted:
            return _("Provisional list of participants")
        until = date_format(self.until, "j F Y")
        return _("Provisional list of participants, corrections until %(day)s") % {"day": until}

    def _final_in_words(self, day: str) -> str:
        if self.changed_on is None:
            return _("Final list of participants, %(day)s") % {"day": day}
        changed = date_format(self.changed_on, "j F Y")
        return _("Final list of participants, %(day)s, changed %(changed)s") % {
            "day": day,
            "changed": changed,
        }


def list_status(meeting: Meeting) -> ListStatus:
    """Return how far the list of a meeting is; one query, and of a final list two more at most."""
    entry = next((row for row in meeting.dates.all() if row.kind == MeetingDate.Kind.CORRECTIONS), None)
    if entry is None:
        return ListStatus(meeting)
    if (final_on := _final_on(meeting, entry)) is None:
        return ListStatus(meeting, entry.day)
    changed_at = last_change(meeting, since=entry.done_at)
    changed_on = timezone.localdate(changed_at, ZoneInfo(meeting.zone)) if changed_at else None
    return ListStatus(meeting, entry.day, final_on, changed_on)


def _final_on(meeting: Meeting, entry: MeetingDate) -> date | None:
    if entry.done_at is None or not meeting.has_ended:
        return None
    done_on = timezone.localdate(entry.done_at, ZoneInfo(meeting.zone))
    return done_on if meeting.last_day is None or done_on > meeting.last_day else None


# What a list shows of who took part, to whoever reads most of it.
_LISTED = (
    "state_id",
    "organisation_id",
    "given_name",
    "family_name",
    "function",
    "agency",
    "listed_as",
    "mode",
    "study_visit",
)


def last_change(meeting: Meeting, *, since: datetime | None) -> datetime | None:
    """Return when the list of who took part last changed after `since`, by its history; two queries."""
    events = events_of(Participant).filter(meeting=meeting).order_by("pgh_id")
    later = list(events.filter(pgh_created_at__gt=since))
    if not later:
        return None
    earlier = events.filter(pgh_created_at__lte=since, pgh_obj_id__in={each.pgh_obj_id for each in later})
    listed = {each.pgh_obj_id: _listed(each) for each in earlier}
    changed_at = None
    for each in later:
        if listed.get(each.pgh_obj_id) != (now := _listed(each)):
            listed[each.pgh_obj_id], changed_at = now, each.pgh_created_at
    return changed_at


def _listed(event: Any) -> tuple[object, ...] | None:
    """Return what the list shows of somebody at a row of their history; None where they are not on it."""
    is_on_it = event.pgh_label != REMOVED and event.status == Status.ATTENDED
    return tuple(getattr(event, name) for name in _LISTED) if is_on_it else None


def list_title(meeting: Meeting, *, is_restricted: bool) -> str:
    return list_status(meeting).in_words(is_restricted=is_restricted) or _("List of participants")
