"""Find the initiative that an address names, as far as the reader may see it; 404 for everything else."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from exchange.initiatives.models import Initiative
from exchange.initiatives.models.initiatives import InitiativeQuerySet

CHANGED = gettext_lazy("The initiative was changed meanwhile, so this was not saved. Look at its last step.")


def initiative_of(request: HttpRequest, number: int) -> Initiative:
    return get_object_or_404(_readable(request), number=number)


def initiative_of_key(request: HttpRequest, key: UUID) -> Initiative:
    """Find a draft by what stays the same when it is proposed, which its number does not."""
    return get_object_or_404(_readable(request), key=key)


def _readable(request: HttpRequest) -> InitiativeQuerySet:
    rows: InitiativeQuerySet = Initiative.objects.visible_to(request.user)
    rows = rows.with_sponsors().with_invitations()
    return rows.select_related("meeting", "conclusion", "event", "point", "field", "practice")
