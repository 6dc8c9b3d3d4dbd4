"""What people need, on the page of the participants, for editors alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.models import PersonalNotes
from meetings.permissions import may_edit
from meetings.sections import Section
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.tables import Column, Table, table_of


@dataclass(frozen=True)
class Needs:
    table: Table
    sentence: str


def needs_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return what those who come wrote for the secretariat, until it is deleted; one query."""
    if not may_edit(reader):
        return None
    notes = PersonalNotes.objects.filter(participant__in=meeting.participants.listed())
    rows = list(notes.select_related("participant__state", "participant__organisation").in_order())
    if not rows:
        return None
    columns = [Column(_("Name")), Column(_("Delegation")), Column(_("Eats")), Column(_("Visa"))]
    table = table_of(columns, [("", list(_cells(each))) for each in rows])
    day = date_format(max(each.delete_on for each in rows), "j F Y")
    sentence = _("Written by themselves, for the secretariat alone. Deleted by %(day)s.") % {"day": day}
    return Section("meetings/participation/needs.html", Needs(table, sentence))


def _cells(notes: PersonalNotes) -> Iterator[object]:
    yield notes.participant
    yield notes.participant.body
    yield notes.dietary
    letter = _("needs an invitation letter") if notes.needs_letter else ""
    yield ": ".join(filter(None, (letter, notes.visa)))
