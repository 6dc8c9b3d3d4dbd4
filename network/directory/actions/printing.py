"""The printed directory: asked for by a reader, made by a worker, kept for a day for that reader alone."""

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from network.actions.reads import DIRECTORY
from network.directory import pdf, questions
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import quota
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import render_pdf
from nfp_portal.renderings import actions as renderings

KIND = "network.directory"
# What is asked and what is printed are compared word by word.
LANGUAGE = "en"


def request(question: dict[str, Any], *, by: User, by_name: bool = False) -> Job:
    """Have the answer printed as it is now, unless this reader has it already or it is under way.

    Raises `QuotaExceededError`: one more to be made counts like a file that leaves.
    """
    with translation.override(LANGUAGE):
        html = pdf.compose(question, by, by_name=by_name)
    parameters = {
        "question": questions.written(question),
        "by_name": by_name,
        "language": LANGUAGE,
        "content": _digest(html),
    }
    return renderings.latest(KIND, str(by.key), parameters) or _request(parameters, by)


def _request(parameters: dict[str, Any], by: User) -> Job:
    quota.count_export(by=by, subject=DIRECTORY, kind="pdf")
    return jobs.request(KIND, str(by.key), parameters, by)


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()


def render(job: Job, report: ReportProgress) -> Path:
    """Print for the reader who asked, with what this reader may know now. Raises `RenderError`."""
    reader = User.objects.get(key=job.subject)
    parameters = job.parameters
    with translation.override(parameters["language"]):
        html = pdf.compose(questions.read(parameters["question"]), reader, by_name=parameters["by_name"])
        renderings.expect_content(job, _digest(html))
        return render_pdf(html, report)


def result_url(job: Job) -> str:
    """Where the reader who asked finds the finished document."""
    parameters = job.parameters
    order = {"order": "name"} if parameters["by_name"] else {}
    return f"{reverse('network:directory:pdf')}?{urlencode(parameters['question'] | order, doseq=True)}"
