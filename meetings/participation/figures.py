"""Who took part, in figures for a report."""

from collections import Counter
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.participation.attendance import Attendance, enumerated
from meetings.participation.models import Category, Mode, Participant
from network.models import State

OF_STATES = {Category.PARTICIPATING_STATE, Category.PARTNER}


def figures_of(attendance: Attendance) -> list[str]:
    """Return lines on categories, States that came for the first time, in person and online; four queries."""
    lines = [*_categories(attendance), _first_time(attendance), _modes(attendance.meeting)]
    return [line for line in lines if line]


def _categories(attendance: Attendance) -> list[str]:
    return [_category(category, rows) for category, rows in attendance.by_category()]


def _category(category: Category, rows: Sequence[tuple[object, str, int]]) -> str:
    people = sum(number for _body, _name, number in rows)
    values = {"category": category.label, "bodies": len(rows), "people": people}
    if not people:
        return _("%(category)s: %(bodies)d") % values
    text = ngettext(
        "%(category)s: %(bodies)d, %(people)d participant",
        "%(category)s: %(bodies)d, %(people)d participants",
        people,
    )
    return text % values


def _first_time(attendance: Attendance) -> str:
    """Name the States that were at no earlier meeting of the series, as far as any lists its States."""
    meeting = attendance.meeting
    if meeting.starts_on is None:
        return ""
    earlier = Meeting.objects.filter(series=meeting.series, starts_on__lt=meeting.starts_on)
    came = Participant.objects.took_part().filter(meeting__in=earlier)
    known = State.objects.filter(models.Q(meetings_recorded__in=earlier) | models.Q(participants__in=came))
    before = set(known.values_list("pk", flat=True))
    here = [*attendance.participating_states, *attendance.partners]
    new = [state.name_on(meeting.named_as_of).in_text for state in here if state.pk not in before]
    return _("For the first time: %(names)s") % {"names": enumerated(new)} if before and new else ""


def _modes(meeting: Meeting) -> str:
    """Count in person and online; of lists that have only one of them nothing is said."""
    counts = Counter(meeting.participants.took_part().order_by().values_list("mode", flat=True))
    if len(counts) < len(Mode) or not meeting.has_ended:
        return ""
    values = {"here": counts[Mode.IN_PERSON], "online": counts[Mode.ONLINE]}
    return _("In person: %(here)d, online: %(online)d") % values
