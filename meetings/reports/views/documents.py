"""The documents of a meeting in PDF: the finished file, or its progress."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from meetings.models import Meeting
from meetings.participation.views.sheets import export_of
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document, may_read_document, report_of
from meetings.reports.views.lookups import requested_copy
from meetings.reports.views.releases import file_of
from meetings.views.lookups import meeting_alone, meeting_of
from nfp_portal.accounts.access import ANYONE, allow, is_secretariat
from nfp_portal.accounts.audience import Audience
from nfp_portal.audit.views import Export, export
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import views as renderings


@allow(ANYONE)
@export
def pdf(request: HttpRequest, slug: str, document: Document) -> HttpResponseBase | Export:
    """Send the PDF of the content of now, or its progress; a copy that names people is an export.

    A published report is the file of its release; `?draft=yes` gives the secretariat what the rows say.
    """
    meeting, audience = meeting_alone(request, slug), requested_copy(request)
    report = report_of(meeting)
    if document == Document.REPORT and report and report.current_id and not _of_draft(request):
        return file_of(request, meeting, report.current_id, audience)
    if not may_read_document(request.user, meeting, document, audience):
        raise Http404
    if document.names_people(audience):
        kind = "pdf" if document == Document.PARTICIPANTS else f"{document} pdf"
        return export_of(meeting, kind, lambda: _pdf(request, meeting, document, audience))
    return _pdf(request, meeting, document, audience)


def _of_draft(request: HttpRequest) -> bool:
    return "draft" in request.GET and is_secretariat(request.user)


def _pdf(request: HttpRequest, meeting: Meeting, document: Document, audience: Audience) -> HttpResponseBase:
    name = f"{document}-{meeting.slug}.pdf"
    return renderings.pdf(request, MeetingDocument(meeting, document, audience), name)


@allow(ANYONE)
def rendering(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show the progress of a rendering, for whoever may read the document."""
    meeting = meeting_of(request, slug)
    job = get_object_or_404(Job, key=key, kind=MeetingDocument.kind, subject=str(meeting.key))
    document = MeetingDocument.of(job)
    if not document.may_be_read_by(request.user):
        raise Http404
    return renderings.progress(request, document, job, status=200)
