"""The printed directory: asked for by a reader, made by a worker, kept for a day for that reader alone."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from network import pdf, questions
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, State, digest_of
from nfp_portal.jobs.press import PressError, print_pdf
from nfp_portal.jobs.registry import Report

KIND = "network.directory"
KEPT = timedelta(days=1)
# What is asked and what is printed are compared word by word.
LANGUAGE = "en"
CHANGED = _("The directory changed meanwhile: ask for it again.")


def request(question: dict[str, Any], *, by: User, by_name: bool = False) -> Job:
    """Have the answer printed as it is now, unless this reader has it already or it is under way."""
    with translation.override(LANGUAGE):
        html = pdf.compose(question, by, by_name=by_name)
    parameters = {
        "question": questions.written(question),
        "by_name": by_name,
        "language": LANGUAGE,
        "content": _digest(html),
    }
    same = Job.objects.filter(kind=KIND, subject=str(by.key), digest=digest_of(parameters))
    job = same.order_by("-requested_at", "-pk").first()
    if job is None or _is_gone(job):
        return jobs.request(KIND, str(by.key), parameters, by)
    return job


def _is_gone(job: Job) -> bool:
    """Whether the job is as good as never asked for: its file was removed, or it met another content."""
    if job.state == State.DONE:
        return not job.path.is_file()
    return job.state == State.FAILED and job.note == str(CHANGED)


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()


def render(job: Job, report: Report) -> Path:
    """Print for the reader who asked, with what this reader may know now. Raises `PressError`."""
    reader = User.objects.get(key=job.subject)
    asked = job.parameters
    with translation.override(asked["language"]):
        html = pdf.compose(questions.read(asked["question"]), reader, by_name=asked["by_name"])
        if _digest(html) != asked["content"]:
            raise PressError(str(CHANGED))
        return print_pdf(html, report)


def remove_old() -> None:
    """Remove printed directories older than a day: each holds personal data and is made anew in seconds."""
    for job in Job.objects.filter(kind=KIND, state=State.DONE, finished_at__lt=timezone.now() - KEPT):
        job.path.unlink(missing_ok=True)


def found_at(job: Job) -> str:
    """Where the reader who asked finds the finished document."""
    asked = job.parameters
    order = {"order": "name"} if asked["by_name"] else {}
    return f"{reverse('network:directory_pdf')}?{urlencode(asked['question'] | order, doseq=True)}"
