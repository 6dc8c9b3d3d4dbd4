"""What this room tells the record: who is written to, who may join, where tasks are done, what stays."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.checklist import register_act
from meetings.models import Meeting, MeetingDate
from meetings.participation.delegations import invite_url
from meetings.participation.kinds import PARTICIPANTS as PARTICIPANTS_PAGE
from meetings.participation.permissions import may_join
from meetings.permissions import register_joiner
from meetings.recipients import Group, Recipient, recipient_of, register_group
from meetings.writing import register_keeper
from network.models import Contact
from network.rounds.models import Addressee


def _recipients(meeting: Meeting) -> Iterator[Recipient]:
    for each in meeting.participants.registered():
        if each.email:
            yield Recipient(str(each), each.email, each.language)


def _waiting(meeting: Meeting) -> Iterator[Recipient]:
    for each in meeting.participants.waiting():
        if each.email:
            yield Recipient(str(each), each.email, each.language)


def _silent(meeting: Meeting) -> Iterator[Recipient]:
    """The contacts of those who have not answered an open invitation."""
    waiting = Addressee.objects.waiting().filter(round__invitation__meeting=meeting, round__closed_at=None)
    own = Q(state__addressees__in=waiting) | Q(organisation__addressees__in=waiting)
    yield from map(
        recipient_of, Contact.objects.filter(own).select_related("state", "organisation").distinct()
    )


PARTICIPANTS = Group("participants", gettext_lazy("Participants"), _recipients)
WAITING = Group("waiting_list", gettext_lazy("People on the waiting list"), _waiting)
SILENT = Group("silent", gettext_lazy("Delegations that have not answered the invitation"), _silent)


def why_kept(meeting: Meeting) -> str:
    """Say that somebody is on the list or invited; a meeting with a list of people is not deleted."""
    if meeting.participants.exists():
        return _("People are on its list of participants.")
    return _("Delegations were invited to it.") if meeting.invitations.exists() else ""


def register() -> None:
    for kind in (MeetingDate.Kind.REGISTRATION, MeetingDate.Kind.CORRECTIONS):
        register_act(kind, PARTICIPANTS_PAGE.page_url)
    register_act(MeetingDate.Kind.INVITATION, invite_url)
    register_group(PARTICIPANTS)
    register_group(WAITING)
    register_group(SILENT)
    register_keeper(why_kept)
    register_joiner(may_join)
