"""Find what an address of the room names, if the account may see it."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from network.models import State
from network.permissions import state_of
from network.proposals.models import Proposal
from network.proposals.permissions import may_see_proposal


def own_state(request: HttpRequest) -> State:
    """Return the State of the delegation that is signed in. Raises `Http404` for any other account."""
    state = state_of(request.user)
    if state is None:
        raise Http404
    return state


def proposal_of(request: HttpRequest, key: UUID) -> Proposal:
    """Return a proposal with all that its page shows. Raises `Http404` where the account may not see it."""
    rows = Proposal.objects.with_all().select_related("passed_by", "decided_by")
    proposal = get_object_or_404(rows, key=key)
    if not may_see_proposal(request.user, proposal):
        raise Http404
    return proposal
