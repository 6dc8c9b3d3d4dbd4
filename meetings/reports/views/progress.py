"""The documents of a meeting that were requested last, with how far each is."""

from dataclasses import dataclass

from meetings.models import Meeting
from meetings.reports.actions import renderings
from meetings.reports.documents import ReleaseDocument
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.models import Job, JobState


@dataclass(frozen=True)
class Rendering:
    label: str
    job: Job
    result_url: str


def renderings_of(meeting: Meeting) -> list[Rendering]:
    return [_rendering(document, job) for document, job in renderings.recent(meeting)]


def _rendering(document: MeetingDocument | ReleaseDocument, job: Job) -> Rendering:
    """Give the address of a finished document; one that names the participants asks for a reason first."""
    url = document.url if job.state == JobState.DONE else ""
    if isinstance(document, MeetingDocument):
        names_people = document.document.names_people(document.audience)
    else:
        names_people = Document.REPORT.names_people(Audience(document.copy.audience))
    return Rendering(document.title, job, f"{url}&purpose=ask" if url and names_people else url)
