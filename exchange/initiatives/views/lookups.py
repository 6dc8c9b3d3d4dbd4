"""Find the initiative that an address names, as far as the reader may see it; 404 for everything else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from exchange.initiatives.models import Initiative

CHANGED = gettext_lazy("The initiative was changed meanwhile, so this was not saved. Look at its last step.")


def initiative_of(request: HttpRequest, number: int) -> Initiative:
    rows = Initiative.objects.visible_to(request.user).with_sponsors().with_invitations()
    shown: Initiative = get_object_or_404(
        rows.select_related("meeting", "conclusion", "event", "point", "field", "practice"), number=number
    )
    return shown
