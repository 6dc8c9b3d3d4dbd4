"""The kinds of printouts: whom each is for, and why there is none."""

from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting
from meetings.participation.attendance import registration_of
from meetings.participation.models import ParticipantQuerySet
from meetings.participation.register import Delegation, register_of


class Printout(StrEnum):
    """By the name of its file."""

    SIGN_IN = "sign-in"
    PLACE_CARDS = "place-cards"
    BADGES = "badges"
    VISA_LETTERS = "visa-letters"
    CERTIFICATES = "certificates"


TITLES: dict[Printout, Promise] = {
    Printout.SIGN_IN: gettext_lazy("Sign-in sheets"),
    Printout.PLACE_CARDS: gettext_lazy("Place cards"),
    Printout.BADGES: gettext_lazy("Badges"),
    Printout.VISA_LETTERS: gettext_lazy("Invitation letters for a visa"),
    Printout.CERTIFICATES: gettext_lazy("Certificates of attendance"),
}
# These bear a signature: who signs is asked for first.
SIGNED = (Printout.VISA_LETTERS, Printout.CERTIFICATES)


def people_on(meeting: Meeting, printout: Printout, person: UUID | None = None) -> ParticipantQuerySet:
    """Return for whom it is printed; letters for a visa for one `person`, else for who needs one."""
    if printout == Printout.CERTIFICATES:
        return meeting.participants.took_part()
    people = meeting.participants.in_person()
    if person is not None:
        return people.filter(key=person)
    return people.filter(notes__needs_letter=True) if printout == Printout.VISA_LETTERS else people


def why_none(meeting: Meeting, printout: Printout, person: UUID | None = None) -> str:
    """Say why there is nothing to print; empty where there is. At most one query."""
    if reason := _untimely(meeting, printout):
        return reason
    if people_on(meeting, printout, person).exists():
        return ""
    return {
        Printout.VISA_LETTERS: _("Nobody has said that they need a letter for a visa."),
        Printout.CERTIFICATES: _("Nobody is marked as having taken part."),
    }.get(printout, _("Nobody is accepted to come in person."))


def _untimely(meeting: Meeting, printout: Printout) -> str:
    """Say why it is not the time for it: certificates are for afterwards, all else for before."""
    if meeting.is_off:
        return _("The meeting does not take place.")
    if printout == Printout.CERTIFICATES:
        return "" if meeting.has_ended else _("They can be printed once the meeting is over.")
    if meeting.has_ended:
        return _("The meeting is over.")
    if printout == Printout.SIGN_IN and meeting.starts_on is None:
        return _("The days of the meeting are not recorded.")
    return ""


def delegations_on(meeting: Meeting, people: ParticipantQuerySet) -> Iterator[Delegation]:
    """Yield States in protocol order, Partners and bodies, each with those of `people` who come for it."""
    for group in register_of(registration_of(meeting), people.with_bodies().by_role()):
        yield from (each for each in group.delegations if each.people)
