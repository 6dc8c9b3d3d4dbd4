"""What views of a State's acts begin with: the row, if it is for who asks to see."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from network.models import Appointment, Proposal, State
from network.permissions import may_see_proposal, state_of


def appointment_of(key: int) -> Appointment:
    return get_object_or_404(Appointment.objects.with_people(), pk=key)


def own_state(request: HttpRequest) -> State:
    """Give the State whose delegation asks; an account of no delegation finds nothing."""
    state = state_of(request.user)
    if state is None:
        raise Http404
    return state


def proposal_of(request: HttpRequest, key: UUID) -> Proposal:
    """Give a proposal that whoever asks may see."""
    rows = Proposal.objects.with_all().select_related("passed_by", "decided_by")
    proposal = get_object_or_404(rows, key=key)
    if not may_see_proposal(request.user, proposal):
        raise Http404
    return proposal
