"""A PDF of something as it is now: asked for once per content, made by a worker, removed when superseded.

The parameters of its job hold a `content`, the fingerprint of what is printed; the others say what it is.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, State, digest_of
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.renderings.registry import FOR_ONE_READER

LASTS = timedelta(days=1)
CHANGED = _("The document changed meanwhile: ask for it again.")


def latest(kind: str, subject: str, parameters: dict[str, Any]) -> Job | None:
    """The last job for exactly this content; None if nobody asked, or one must ask again."""
    same = Job.objects.filter(kind=kind, subject=subject, parameters=parameters)
    job = same.order_by("-requested_at", "-pk").first()
    return None if job is None or _met_another_content(job) else jobs.fail_if_lost(job)


def request(kind: str, subject: str, parameters: dict[str, Any], *, by: User | None) -> Job:
    """Have it made as it is now, unless it was already or is under way; one that failed is tried by hand."""
    return latest(kind, subject, parameters) or jobs.request(kind, subject, parameters, by)


def _met_another_content(job: Job) -> bool:
    """Return whether the job is as good as never asked for."""
    return job.state == State.FAILED and job.note == _words_of_change(job)


def _words_of_change(job: Job) -> str:
    with translation.override(job.parameters.get("language")):
        return str(CHANGED)


def expect_content(job: Job, content: str) -> None:
    """Raise `RenderError` unless what is to be printed is what was asked for."""
    if job.parameters["content"] != content:
        raise RenderError(_words_of_change(job))


def remove_old() -> None:
    """Remove each PDF that a newer one of the same thing superseded, and a day later those for one reader.

    What failed goes after that day, too: it holds what was asked. Who asks for one again has it made anew,
    in seconds.
    """
    failed = Job.objects.filter(kind__in=FOR_ONE_READER, state=State.FAILED)
    failed.filter(finished_at__lt=timezone.now() - LASTS).delete()
    for job in _old():
        job.path.unlink(missing_ok=True)
        job.delete()


def _old() -> Iterator[Job]:
    newer: set[tuple[str, str, str]] = set()
    for job in Job.objects.filter(kind__in=FOR_ONE_READER, state=State.DONE).order_by("-pk"):
        what = job.kind, job.subject, digest_of(job.parameters | {"content": ""})
        if what in newer or (FOR_ONE_READER[job.kind] and _has_lasted(job)):
            yield job
        newer.add(what)


def _has_lasted(job: Job) -> bool:
    return job.finished_at is not None and job.finished_at < timezone.now() - LASTS
