"""Render the documents of a meeting: one PDF per document, audience and content."""

from pathlib import Path

from django.utils import translation

from meetings.models import Meeting
from meetings.reports.actions.releases import copy_of
from meetings.reports.documents import ReleaseDocument
from meetings.reports.files import duplicate
from meetings.reports.models import ReleaseCopy
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document, report_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import render_pdf
from nfp_portal.renderings import actions as renderings


def request_all(meeting: Meeting) -> list[Job]:
    """Have agenda, list and report rendered for both audiences; nobody waits for them.

    A report that is published has the files of its release.
    """
    documents = [
        Document.AGENDA,
        Document.PARTICIPANTS,
        *([Document.REPORT] if _is_rendered(meeting) else []),
    ]
    return [
        renderings.request(MeetingDocument(meeting, each, audience), by=None)
        for each in documents
        for audience in Audience
    ]


def _is_rendered(meeting: Meeting) -> bool:
    report = report_of(meeting)
    return report is not None and not (report.is_released and report.current_id)


def print_document(
    meeting: Meeting, document: Document, audience: Audience, report: ReportProgress, *, language: str = "en"
) -> Path:
    """Render a document into a new file; a published report as its release says. Raises `RenderError`."""
    written = report_of(meeting)
    copy = copy_of(written.current_id, audience) if written and document == Document.REPORT else None
    if copy is not None:
        return duplicate(copy) if copy.file else render_pdf(ReleaseDocument(copy).compose(), report)
    with translation.override(language):
        made = MeetingDocument(meeting, document, audience)
        return made.finish(render_pdf(made.compose(), report), report)


def recent(meeting: Meeting) -> list[tuple[MeetingDocument | ReleaseDocument, Job]]:
    """Return the last job for each document and audience; of a published report that of its release."""
    jobs = Job.objects.filter(kind=MeetingDocument.kind, subject=str(meeting.key))
    last = {(job.parameters["document"], job.parameters["audience"]): job for job in jobs.order_by("pk")}
    documents = [
        MeetingDocument(meeting, document, audience) for document in Document for audience in Audience
    ]
    listed = [each for each in documents if each.document != Document.REPORT or _is_rendered(meeting)]
    keyed = [(each, last.get((each.document, each.audience))) for each in listed]
    return [(each, job) for each, job in keyed if job] + _of_release(meeting)


def _of_release(meeting: Meeting) -> list[tuple[MeetingDocument | ReleaseDocument, Job]]:
    """The jobs that made the files of the current release; they go at night."""
    written = report_of(meeting)
    if written is None or written.current_id is None:
        return []
    copies = ReleaseCopy.objects.readable().filter(release=written.current_id)
    by_key = {str(copy.key): copy for copy in copies.select_related("release__report__meeting")}
    jobs = Job.objects.filter(kind=ReleaseDocument.kind, subject__in=by_key).order_by("pk")
    return [(ReleaseDocument(by_key[job.subject]), job) for job in jobs]
