"""Render the documents of a meeting: one PDF per document, audience and content."""

from pathlib import Path

from django.utils import translation

from meetings.models import Meeting
from meetings.reports.pdf import MeetingDocument, title_of_copy
from meetings.reports.permissions import Document, report_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import render_pdf
from nfp_portal.renderings import actions as renderings


def request_all(meeting: Meeting) -> list[Job]:
    """Have each document of a meeting rendered for both audiences; nobody waits for them."""
    documents = [each for each in Document if each != Document.REPORT or report_of(meeting) is not None]
    return [
        renderings.request(MeetingDocument(meeting, each, audience), by=None)
        for each in documents
        for audience in Audience
    ]


def print_document(
    meeting: Meeting, document: Document, audience: Audience, report: ReportProgress, *, language: str = "en"
) -> Path:
    """Render a document into a new file. Raises `RenderError`."""
    with translation.override(language):
        return render_pdf(MeetingDocument(meeting, document, audience).compose(), report)


def recent(meeting: Meeting) -> list[Job]:
    """Return the last job for each document and audience, in order; one query."""
    jobs = Job.objects.filter(kind=MeetingDocument.kind, subject=str(meeting.key))
    last = {(job.parameters["document"], job.parameters["audience"]): job for job in jobs.order_by("pk")}
    order = [(document, audience) for document in Document for audience in Audience]
    return [last[each] for each in order if each in last]


def title_of(job: Job) -> str:
    return title_of_copy(Document(job.parameters["document"]), Audience(job.parameters["audience"]))
