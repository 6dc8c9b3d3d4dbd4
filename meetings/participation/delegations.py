"""One delegation of one meeting: a State or organisation, its people, and its invitation if there is one."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from meetings.models import AgendaItem, Kind, Meeting
from meetings.participation.models import (
    INVITATION,
    ChangeRequest,
    ChangeRequestQuerySet,
    DelegationList,
    Invitation,
    Participant,
    ParticipantQuerySet,
)
from network.models import Organisation, State
from network.rounds.models import Addressee, Round
from nfp_portal.accounts.audience import Audience

SCOPE = "meeting-"


def scope_of(meeting: Meeting) -> str:
    """Return what rounds about this meeting have as their scope."""
    return f"{SCOPE}{meeting.key.hex}"


def invite_url(meeting: Meeting) -> str:
    """Return the page on which the delegations are invited; once they are it leads to the board."""
    return reverse("meetings:invite", args=[meeting.slug])


def meeting_of_scope(scope: str) -> Meeting:
    return Meeting.objects.with_location().get(key=UUID(scope.removeprefix(SCOPE)))


def meeting_of_round(round_: Round) -> Meeting:
    meetings = Meeting.objects.with_location()
    return meetings.get(pk=Invitation.objects.values_list("meeting", flat=True).get(round=round_.pk))


def code_of(body: State | Organisation) -> str:
    """Return what stands for a State or organisation in an address: AT, or europol."""
    return body.iso2 if isinstance(body, State) else body.slug


def body_named(code: str) -> State | Organisation | None:
    if code.isupper():
        return State.objects.filter(iso2=code).first()
    return Organisation.objects.filter(slug=code).first()


@dataclass(frozen=True)
class MeetingDelegation:
    """`row` is the addressee of its latest invitation; None where it was not invited by a round."""

    meeting: Meeting
    body: State | Organisation
    row: Addressee | None = None

    @property
    def url(self) -> str:
        return reverse("meetings:delegation", args=[self.meeting.slug, code_of(self.body)])

    @property
    def code(self) -> str:
        return code_of(self.body)

    @property
    def participants(self) -> ParticipantQuerySet:
        return Participant.objects.filter(meeting=self.meeting).for_body(self.body)

    @property
    def requests(self) -> ChangeRequestQuerySet:
        """What the delegation and its people requested."""
        own = Q(participant__in=self.participants)
        asked_by = own | Q(addressee=self.row) if self.row else own
        return ChangeRequest.objects.filter(asked_by).select_related("participant__state")

    @cached_property
    def sent(self) -> DelegationList | None:
        """The row of its list, or None before anything of it was saved."""
        return DelegationList.objects.filter(addressee=self.row).first() if self.row else None

    @property
    def revision(self) -> int:
        return self.sent.revision if self.sent else 1

    @property
    def is_open(self) -> bool:
        """Whether its list may still change by itself; the secretariat may change it always."""
        return self.row is not None and self.row.round.is_open

    @cached_property
    def study_visit(self) -> AgendaItem | None:
        """The study visit, as far as everybody may know of it."""
        visits = self.meeting.items.for_audience(Audience.ALL).filter(kind=Kind.STUDY_VISIT)
        return visits.in_order().first()

    @property
    def language(self) -> str:
        """The language of the first contact; in it people are written to of whom nothing else is known."""
        contact = self.body.contacts.first()
        return contact.language if contact else settings.LANGUAGE_CODE


def delegation_of_row(row: Addressee) -> MeetingDelegation:
    """Return the delegation that an invitation's addressee is."""
    body = row.state or row.organisation
    assert body is not None  # noqa: S101 - invitations ask States and organisations
    return MeetingDelegation(meeting_of_round(row.round), body, row)


def delegation_of(meeting: Meeting, body: State | Organisation) -> MeetingDelegation:
    rows = Addressee.objects.filter(round__invitation__meeting=meeting, round__kind=INVITATION)
    own = rows.filter(state=body) if isinstance(body, State) else rows.filter(organisation=body)
    row = own.select_related("round", "state", "organisation").order_by("-round__opened_at").first()
    return MeetingDelegation(meeting, body, row)
