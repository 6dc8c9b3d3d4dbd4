"""Sentences about participants that pages and documents share."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.participation.register import Group


def people_in(group: Group) -> str:
    """Write the number of a category; empty where none is recorded."""
    counted = ngettext("%(number)d participant", "%(number)d participants", group.number)
    return counted % {"number": group.number} if group.number else ""


def heading_of(group: Group) -> str:
    """Write a category with its number, as documents print it."""
    people = people_in(group)
    return f"{group.category.label} ({people})" if people else str(group.category.label)


def publication_notice(meeting: Meeting) -> str:
    """Say before the end of the meeting when its list is published; empty afterwards."""
    if meeting.has_ended:
        return ""
    if meeting.last_day is None:
        return _("The list of participants is published after the meeting.")
    day = date_format(meeting.last_day, "j F Y")
    return _("The list of participants is published after the last day, %(day)s.") % {"day": day}
