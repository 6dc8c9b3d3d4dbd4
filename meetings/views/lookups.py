"""Find what an address names, as far as the reader may see it; 404 for everything else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from meetings.models import Meeting


def meeting_of(request: HttpRequest, slug: str) -> Meeting:
    """Return the visible meeting of this address with its location and report; three queries."""
    meetings = Meeting.objects.visible_to(request.user).with_location().select_related("report")
    return get_object_or_404(meetings, slug=slug)
