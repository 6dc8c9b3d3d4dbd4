"""Find the report and the copy that an address names; 404 for everything else."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from meetings.models import Meeting
from meetings.permissions import widest_audience
from meetings.reports.models import Report
from meetings.reports.pdf import COPIES
from nfp_portal.accounts.audience import Audience


def report_or_404(meeting: Meeting) -> Report:
    return get_object_or_404(Report, meeting=meeting)


def requested_copy(request: HttpRequest) -> Audience:
    """Return the copy named in the address, else the widest one the reader may have."""
    copy = request.GET.get("copy")
    if copy is None:
        return widest_audience(request.user)
    if copy not in COPIES:
        raise Http404
    return COPIES[copy]
