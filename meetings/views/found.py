"""Find what an address names, as far as the reader may see it; 404 for everything else."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from meetings.models import Meeting, Report
from meetings.pdf import COPIES
from meetings.permissions import widest_audience
from nfp_portal.accounts.audience import Audience


def meeting_of(request: HttpRequest, slug: str) -> Meeting:
    """The visible meeting of this address with its place and report; three queries."""
    meetings = Meeting.objects.visible_to(request.user).with_place().select_related("report")
    return get_object_or_404(meetings, slug=slug)


def report_or_404(meeting: Meeting) -> Report:
    return get_object_or_404(Report, meeting=meeting)


def copy_asked_for(request: HttpRequest) -> Audience:
    """The copy named in the address, else the widest one the reader may have."""
    word = request.GET.get("copy")
    if word is None:
        return widest_audience(request.user)
    if word not in COPIES:
        raise Http404
    return COPIES[word]
