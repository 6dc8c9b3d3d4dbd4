"""Proposals that wait for the secretariat."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from network.permissions import may_record
from network.proposals.models import Proposal, ProposalQuerySet, ProposalStatus
from nfp_portal.accounts.models import Role, User

SHOWN = 8


@dataclass(frozen=True)
class WaitingProposals:
    """The first proposals this account may pass on or accept, and the number of all that are open."""

    to_decide: list[Proposal]
    open: int


def proposals_waiting(user: User | AnonymousUser) -> WaitingProposals | None:
    """Return what waits; None for an account that records no acts of States. Two queries."""
    if not isinstance(user, User) or not may_record(user):
        return None
    # "passed" sorts before "waiting": what only an approver can end comes first.
    to_decide = _decided_by(user).with_all().order_by("status", "submitted_at")[:SHOWN]
    return WaitingProposals(list(to_decide), Proposal.objects.open().count())


def _decided_by(user: User) -> ProposalQuerySet:
    """Editors decide on what waits; approvers also on nominations that another person passed on."""
    may_decide = Q(status=ProposalStatus.WAITING)
    if user.role == Role.APPROVER:
        may_decide |= Q(status=ProposalStatus.PASSED) & ~Q(passed_by=user)
    return Proposal.objects.open().filter(may_decide).exclude(submitted_by=user)
