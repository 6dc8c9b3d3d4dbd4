"""The files of papers."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.ui.downloads import stored_file


@allow(ANYONE)
def paper(request: HttpRequest, slug: str, key: UUID) -> FileResponse:
    """Send the file of a paper, for whoever may see the paper; it is saved, never shown inside the portal."""
    meeting = meeting_of(request, slug)
    row = get_object_or_404(meeting.papers.visible_to(request.user), key=key)
    if not row.file:
        raise Http404
    return stored_file(row.file, row.file_name)
