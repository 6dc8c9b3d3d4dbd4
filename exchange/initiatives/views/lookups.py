"""Find the initiative that an address names, as far as the reader may see it; 404 for everything else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from exchange.initiatives.models import Initiative, Sponsor
from exchange.initiatives.models.initiatives import InitiativeQuerySet
from exchange.permissions import may_edit
from network.permissions import represented_states
from nfp_portal.revisions.history import REMOVED, events_of

CHANGED = gettext_lazy("The initiative was changed meanwhile, so this was not saved. Look at its last step.")


def initiative_of(request: HttpRequest, number: int) -> Initiative:
    """Find it by its number, or by one that it had: a draft gets another when it is proposed."""
    rows = _readable(request)
    had_it = events_of(Initiative).filter(number=number).values("pgh_obj_id")
    shown: Initiative | None = rows.filter(number=number).first() or rows.filter(pk__in=had_it).first()
    if shown is None:
        raise Http404
    return shown


def initiative_of_key(request: HttpRequest, key: UUID) -> Initiative:
    """Find a draft by what stays the same when it is proposed, which its number does not."""
    return get_object_or_404(_readable(request), key=key)


def given_up_draft_of(request: HttpRequest, key: UUID) -> Any:
    """Find the row of history that a draft left, for editors and the people of its State."""
    removed = events_of(Initiative).filter(key=key).order_by("pgh_id").last()
    if removed is None or removed.pgh_label != REMOVED:
        raise Http404
    states = events_of(Sponsor).filter(initiative=removed.pgh_obj_id).values("state")
    if not (may_edit(request.user) or represented_states(request.user).filter(pk__in=states).exists()):
        raise Http404
    return removed


def _readable(request: HttpRequest) -> InitiativeQuerySet:
    rows: InitiativeQuerySet = Initiative.objects.visible_to(request.user)
    rows = rows.with_sponsors().with_invitations()
    return rows.select_related("meeting", "conclusion", "event", "point", "field", "practice")
