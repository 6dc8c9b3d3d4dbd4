"""Request the PDF of a document, render it, and remove those that are out of date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import OPEN_STATES, Job, JobState, digest_of
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import RenderError, render_pdf
from nfp_portal.renderings.documents import DOCUMENTS, Document

KEPT_FOR_ONE_READER = timedelta(days=1)
CHANGED = _("The document changed meanwhile: ask for it again.")


def latest(document: Document) -> Job | None:
    """Return the last job for exactly this content; None if there is none, or it found other content."""
    same = Job.objects.filter(
        kind=document.kind, subject=document.subject, parameters=document.job_parameters
    )
    job = same.order_by("-pk").first()  # an older one that is retried says nothing newer
    return None if job is None or _found_changes(job) else jobs.fail_if_lost(job)


def request(document: Document, *, by: User | None) -> Job:
    """Return the job for this content, requested now if there is none; a failed one is retried by hand.

    An open job without a requester becomes that of the first account that asks for the same document.
    """
    job = latest(document)
    if job is None:
        job = jobs.request(document.kind, document.subject, document.job_parameters, by)
    if by is not None and job.requested_by_id is None and job.state in OPEN_STATES:
        jobs.adopt(job, by=by)
    return job


def _found_changes(job: Job) -> bool:
    return job.state == JobState.FAILED and job.note == _changed_note(job)


def _changed_note(job: Job) -> str:
    with translation.override(job.parameters.get("language")):
        return str(CHANGED)


def url_of(job: Job) -> str:
    return DOCUMENTS[job.kind].of(job).url


def render(job: Job, report: ReportProgress) -> Path:
    """Render the document of a job. Raises `RenderError`, also if the content is no longer that requested."""
    with translation.override(job.parameters["language"]):
        with at_one_moment():
            document = DOCUMENTS[job.kind].of(job)
            html, content = document.compose(), document.content
        if content != job.parameters["content"]:
            raise RenderError(_changed_note(job))
        rendered = document.finish(render_pdf(html, report), report)
        document.keep(rendered)
        return rendered


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Run all queries on one snapshot, unless a transaction is open already.

    What is composed and what is compared are then the same, whatever is saved between two queries.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def remove_old() -> None:
    """Remove each PDF of which there is a newer one, and after a day those for one reader and failed jobs."""
    failed = Job.objects.filter(kind__in=DOCUMENTS, state=JobState.FAILED)
    failed.filter(finished_at__lt=timezone.now() - KEPT_FOR_ONE_READER).delete()
    for job in _old():
        job.path.unlink(missing_ok=True)
        job.delete()


def discard(kind: str, subject: str) -> None:
    """Remove what was rendered of a subject, of which nobody may read it any more."""
    for job in Job.objects.filter(kind=kind, subject=subject):
        path = job.path if job.file else None
        job.delete()
        if path:
            transaction.on_commit(partial(path.unlink, missing_ok=True))


def _old() -> Iterator[Job]:
    newer: set[tuple[str, str, str]] = set()
    for job in Job.objects.filter(kind__in=DOCUMENTS, state=JobState.DONE).order_by("-pk"):
        document = job.kind, job.subject, digest_of(job.parameters | {"content": ""})
        kind = DOCUMENTS[job.kind]
        if document in newer or kind.is_kept_elsewhere or (kind.for_one_reader and _is_expired(job)):
            yield job
        newer.add(document)


def _is_expired(job: Job) -> bool:
    return job.finished_at is not None and job.finished_at < timezone.now() - KEPT_FOR_ONE_READER
