"""Find what an address names, as far as the reader may see it; 404 for everything else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from meetings.models import Meeting
from meetings.models.meetings import MeetingQuerySet


def meeting_alone(request: HttpRequest, slug: str) -> Meeting:
    """Return the visible meeting of this address with its report; one query."""
    return get_object_or_404(_visible(request), slug=slug)


def meeting_of(request: HttpRequest, slug: str) -> Meeting:
    """Return the visible meeting of this address with its location and report; three queries."""
    return get_object_or_404(_visible(request).with_location(), slug=slug)


def _visible(request: HttpRequest) -> MeetingQuerySet:
    return Meeting.objects.visible_to(request.user).select_related("report")
