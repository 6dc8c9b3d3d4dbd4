"""The PDF documents of a meeting: one rendering per document, audience and content."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from meetings import pdf
from meetings.models import Meeting
from meetings.permissions import Document, report_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import render_pdf
from nfp_portal.renderings import actions as renderings

KIND = "meetings.document"

# The words of addresses and commands for the two kinds of copy.
COPIES = {"public": Audience.ALL, "focal_points": Audience.FOCAL_POINTS}
COPY_OF = {audience: word for word, audience in COPIES.items()}
COPY_WORDS = {Audience.ALL: _("public copy"), Audience.FOCAL_POINTS: _("copy for focal points")}
DOCUMENT_WORDS = {
    Document.AGENDA: _("Agenda"),
    Document.REPORT: _("Report"),
    Document.PARTICIPANTS: _("List of participants"),
}


def latest(meeting: Meeting, document: Document, audience: Audience) -> Job | None:
    """The job for this document with its content of now, if there is one to wait for or to serve."""
    return renderings.latest(KIND, str(meeting.key), _parameters(meeting, document, audience))


def request(meeting: Meeting, document: Document, audience: Audience, *, by: User | None) -> Job:
    """Have the document rendered as it is now, unless it was already or is under way."""
    return renderings.request(KIND, str(meeting.key), _parameters(meeting, document, audience), by=by)


def request_all(meeting: Meeting, *, by: User | None) -> list[Job]:
    """Have each document of a meeting rendered for both audiences."""
    documents = [each for each in Document if each != Document.REPORT or report_of(meeting) is not None]
    return [request(meeting, each, audience, by=by) for each in documents for audience in Audience]


def render(job: Job, report: ReportProgress) -> Path:
    """Set the document of a job with the content it was asked for, or not at all. Raises `RenderError`."""
    asked = job.parameters
    document, audience = Document(asked["document"]), Audience(asked["audience"])
    with translation.override(asked["language"]):
        with at_one_moment():
            meeting = Meeting.objects.with_place().get(key=job.subject)
            html = pdf.compose(meeting, document, audience)
            content = pdf.fingerprint(meeting, document, audience)
        renderings.expect_content(job, content)
        return render_pdf(html, report)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Let every query see the database as it is at the first; inside another transaction, as that one does.

    What is composed is then what is compared, whatever is saved between two queries.
    """
    is_ours = not connection.in_atomic_block
    with transaction.atomic():
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def print_document(
    meeting: Meeting, document: Document, audience: Audience, report: ReportProgress, *, language: str = "en"
) -> Path:
    """Compose and set a document; gives the path of a new file. Raises `RenderError`."""
    with translation.override(language):
        return render_pdf(pdf.compose(meeting, document, audience), report)


def recent(meeting: Meeting) -> list[Job]:
    """The last job for each document and audience, in order; one query."""
    jobs_of_meeting = Job.objects.filter(kind=KIND, subject=str(meeting.key)).order_by("requested_at", "pk")
    last = {(job.parameters["document"], job.parameters["audience"]): job for job in jobs_of_meeting}
    order = [(document, audience) for document in Document for audience in Audience]
    return [last[each] for each in order if each in last]


def words_of(job: Job) -> str:
    """Name a document and its copy."""
    return f"{DOCUMENT_WORDS[Document(job.parameters['document'])]}: {COPY_WORDS[job.parameters['audience']]}"


def found_at(job: Job) -> str:
    """Where the finished document of a job is found, for who knows the job alone."""
    return address_of(job, Meeting.objects.get(key=job.subject))


def address_of(job: Job, meeting: Meeting) -> str:
    """Where the finished document of a job is found."""
    path = reverse(f"meetings:{job.parameters['document']}_pdf", args=[meeting.slug])
    return f"{path}?copy={COPY_OF[Audience(job.parameters['audience'])]}"


@dataclass(frozen=True)
class Watched:
    """A rendering as the progress card shows it, with an address that visitors may ask too."""

    job: Job
    meeting: Meeting

    def __getattr__(self, name: str) -> object:
        return getattr(self.job, name)

    def get_absolute_url(self) -> str:
        return reverse("meetings:rendering", args=[self.meeting.slug, self.job.key])


def retry_address(job: Job, meeting: Meeting) -> str:
    return reverse("meetings:render_again", args=[meeting.slug, job.key])


def _parameters(meeting: Meeting, document: Document, audience: Audience) -> dict[str, str]:
    return {
        "document": document.value,
        "audience": audience.value,
        "language": "en",
        "content": pdf.fingerprint(meeting, document, audience),
    }
