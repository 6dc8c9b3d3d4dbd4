"""Find the practice that an address names, as far as the reader may see it; 404 for everything else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from exchange.practices.models import Practice


def practice_of(request: HttpRequest, slug: str) -> Practice:
    return get_object_or_404(Practice.objects.visible_to(request.user).with_all(), slug=slug)
