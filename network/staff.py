"""What the secretariat sees of a State and a person beside everybody's view, and what waits for it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from network.acts import ActStep, acts_of_state
from network.beginnings import Beginning, beginning
from network.contradictions import Contradiction, contradictions, number_of_contradictions
from network.models import Agency, Appointment, Proposal, ProposalStatus, State
from network.models.duplicates import look_alikes
from network.models.proposals import ProposalQuerySet
from network.permissions import may_record
from nfp_portal.accounts.models import Role, User

LATEST = 30
SHOWN = 8


@dataclass(frozen=True)
class OfState:
    appointments: Beginning[Appointment]
    proposals: Beginning[Proposal]
    contradictions: list[Contradiction]
    acts: Beginning[ActStep]
    may_record: bool


def of_state(state: State, user: User | AnonymousUser) -> OfState | None:
    """What the secretariat sees of a State's acts; None for everybody else. The same queries at any size."""
    if not isinstance(user, User) or not user.is_active or not user.is_secretariat:
        return None
    if not state.is_participating:
        return None
    rows = Appointment.objects.filter(state=state).with_people().select_related("succeeds__person")
    return OfState(
        appointments=beginning(rows.order_by("-starts_on", "pk"), LATEST),
        proposals=beginning(Proposal.objects.open().of_state(state).with_all(), LATEST),
        contradictions=contradictions(state, most=LATEST),
        acts=acts_of_state(state),
        may_record=may_record(user),
    )


@dataclass(frozen=True)
class Waiting:
    """What of the States' acts waits on the desk; `to_decide` are those this person may pass on or accept."""

    to_decide: list[Proposal]
    open_proposals: int
    ending: list[Appointment]
    contradictions: int
    agencies: int
    look_alikes: int


def acts_waiting(user: User | AnonymousUser) -> Waiting | None:
    """Give what waits; None for who does not write acts of States."""
    if not isinstance(user, User) or not may_record(user):
        return None
    # "passed" sorts before "waiting": what only an approver can end comes first.
    return Waiting(
        to_decide=list(_for(user).with_all().order_by("status", "submitted_at")[:SHOWN]),
        open_proposals=Proposal.objects.open().count(),
        ending=list(_ending()[:SHOWN]),
        contradictions=number_of_contradictions(),
        agencies=Agency.objects.unreviewed().count(),
        look_alikes=len(look_alikes()),
    )


def _for(user: User) -> ProposalQuerySet:
    """Editors pass on and take one-press acts; approvers accept what another person passed on, too."""
    one_press = Q(status=ProposalStatus.WAITING)
    passed = Q(status=ProposalStatus.PASSED) & ~Q(passed_by=user)
    mine = one_press | passed if user.role == Role.APPROVER else one_press
    return Proposal.objects.open().filter(mine).exclude(submitted_by=user)


def _ending() -> QuerySet[Appointment]:
    """Those in force whose end is near and who have no successor."""
    rows = Appointment.objects.ending().filter(successors=None)
    return rows.select_related("person", "state").order_by("ends_on")
