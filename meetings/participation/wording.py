"""Sentences about participants that pages and documents share."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.models import Meeting
from meetings.participation.models import Mode, Participant, Role, Status
from meetings.participation.register import Group
from meetings.participation.seats import Seating


def people_in(group: Group) -> str:
    """Write the number of a category; empty where none is recorded."""
    counted = ngettext("%(number)d participant", "%(number)d participants", group.number)
    return counted % {"number": group.number} if group.number else ""


def heading_of(group: Group) -> str:
    """Write a category with its number, as documents print it."""
    people = people_in(group)
    return f"{group.category.label} ({people})" if people else str(group.category.label)


def seats_in_words(seating: Seating) -> str:
    """Say how many seats are taken; without a limit how many people are accepted."""
    values = {"taken": seating.taken, "seats": seating.seats}
    if seating.seats is None:
        return (
            ngettext("%(taken)d person is accepted.", "%(taken)d people are accepted.", seating.taken)
            % values
        )
    taken = ngettext(
        "%(taken)d of %(seats)d seat is taken.", "%(taken)d of %(seats)d seats are taken.", seating.seats
    )
    return taken % values


def status_in_words(person: Participant, meeting: Meeting) -> str:
    if meeting.takes_nominations and person.status == Status.PUT_FORWARD:
        return _("Nominated")
    return person.get_status_display()


def publication_notice(meeting: Meeting) -> str:
    """Say before the end of the meeting when its list is published; empty afterwards."""
    if meeting.has_ended:
        return ""
    if meeting.last_day is None:
        return _("The list of participants is published after the meeting.")
    day = date_format(meeting.last_day, "j F Y")
    return _("The list of participants is published after the last day, %(day)s.") % {"day": day}


def role_in_letters(person: Participant) -> str:
    """Return the role as letters and the pages behind their links say it."""
    return {
        Role.HEAD: pgettext("letter", "Head of delegation"),
        Role.ALTERNATE: pgettext("letter", "Alternate"),
        Role.MEMBER: pgettext("letter", "Member"),
        Role.ADVISER: pgettext("letter", "Adviser"),
    }[Role(person.role)]


def days_in_short(person: Participant) -> str:
    """Write the days somebody comes for, a row of days as a span; empty where none is known."""
    days = sorted(person.days)
    if not days:
        return ""
    if len(days) > 1 and is_span(days):
        return f"{_in_short(days[0])} – {_in_short(days[-1])}"
    return ", ".join(map(_in_short, days))


def part_in_short(person: Participant) -> str:
    """Say what somebody is within the delegation and how and when they take part, for editors.

    What goes without saying is left out: a member, in person, on all days.
    """
    is_partly = person.days and set(person.days) != set(person.meeting.days())
    parts = [
        "" if person.role == Role.MEMBER else person.get_role_display(),
        "" if person.mode == Mode.IN_PERSON else person.get_mode_display(),
        days_in_short(person) if is_partly else "",
        _("study visit") if person.wants_visit else "",
    ]
    return " · ".join(filter(None, parts))


def is_span(days: Sequence[date]) -> bool:
    """Whether each of these days follows the one before."""
    return (days[-1] - days[0]).days == len(days) - 1


def _in_short(on: date) -> str:
    return date_format(on, "j M")
