"""The PDF documents of a meeting: one rendering per document, audience and content."""

from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from meetings import pdf
from meetings.models import Meeting
from meetings.permissions import Document, report_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, State, digest_of
from nfp_portal.jobs.press import print_pdf
from nfp_portal.jobs.registry import Report

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
    """The last job asked for this document with its content of now; None if there never was one."""
    parameters = _parameters(meeting, document, audience)
    same = Job.objects.filter(kind=KIND, subject=str(meeting.key), digest=digest_of(parameters))
    job = same.order_by("-requested_at", "-pk").first()
    is_gone = job is not None and job.state == State.DONE and not job.path.is_file()
    return None if is_gone else job


def request(meeting: Meeting, document: Document, audience: Audience, *, by: User | None) -> Job:
    """Have the document rendered as it is now, unless it was already or is under way."""
    job = latest(meeting, document, audience)
    return job or jobs.request(KIND, str(meeting.key), _parameters(meeting, document, audience), by)


def request_all(meeting: Meeting, *, by: User | None) -> list[Job]:
    """Have each document of a meeting rendered for both audiences."""
    documents = [each for each in Document if each != Document.REPORT or report_of(meeting) is not None]
    return [request(meeting, each, audience, by=by) for each in documents for audience in Audience]


def render(job: Job, report: Report) -> Path:
    """Set the document of a job: its content of now, which is at least that of the time it was asked for."""
    meeting = Meeting.objects.with_place().get(key=job.subject)
    document, audience = Document(job.parameters["document"]), Audience(job.parameters["audience"])
    return print_document(meeting, document, audience, report, language=job.parameters["language"])


def print_document(
    meeting: Meeting, document: Document, audience: Audience, report: Report, *, language: str = "en"
) -> Path:
    """Compose and set a document; gives the path of a new file. Raises `PressError`."""
    with translation.override(language):
        return print_pdf(pdf.compose(meeting, document, audience), report)


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
