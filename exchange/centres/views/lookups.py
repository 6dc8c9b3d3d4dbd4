"""Find the centre that an address names, as far as the reader may see it; 404 for everything else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from exchange.centres.models import Centre


def centre_of(request: HttpRequest, slug: str) -> Centre:
    rows = Centre.objects.visible_to(request.user).with_states().select_related("coordinator")
    return get_object_or_404(rows.with_capabilities(), slug=slug)
