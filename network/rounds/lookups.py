"""Rows by key for the views: what one may not see is not there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from network.rounds.kinds import Step, kind_of
from network.rounds.models import Addressee, Round
from network.rounds.permissions import may_see_board


def round_of(request: HttpRequest, key: UUID) -> Round:
    """Return a round whose board the user may see."""
    round_ = get_object_or_404(Round.objects.select_related("opened_by"), key=key)
    if not may_see_board(request.user, round_):
        raise Http404
    return round_


def open_round_of(request: HttpRequest, key: UUID) -> Round:
    round_ = round_of(request, key)
    if not round_.is_open:
        raise Http404
    return round_


def require_step(round_: Round, step: Step) -> None:
    """Answer 404 where the kind of the round has no such letter."""
    if step not in kind_of(round_).steps:
        raise Http404


def addressee_of(request: HttpRequest, key: UUID) -> Addressee:
    """Return an addressee of an open round whose board the user may see."""
    rows = Addressee.objects.select_related(
        "round", "person__agency", "person__organisation", "state", "organisation", "represents"
    )
    row = get_object_or_404(rows, key=key)
    open_round_of(request, row.round.key)
    return row
