"""The PDF of an issue: for everybody, so without what is for focal points only."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from newsletter.content import context_of
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.models import Job, State
from nfp_portal.jobs.press import PressError, print_pdf
from nfp_portal.jobs.registry import Report

KIND = "newsletter.issue"


def path_of(issue: Issue) -> Path | None:
    """Give the file made of the issue as it was approved, or None while there is none."""
    done = Job.objects.filter(kind=KIND, subject=str(issue.number), state=State.DONE)
    job = done.filter(parameters__content=issue.content_hash).order_by("-requested_at").first()
    return job.path if job is not None and job.path.is_file() else None


def html_of(issue: Issue) -> str:
    with translation.override(issue.language):
        context = context_of(issue, frozenset({Audience.ALL})) | {"language": issue.language}
        return render_to_string("newsletter/pdf/issue.html", context)


def print_issue(number: int, content: str, report: Report) -> Path:
    """Print the issue whose fingerprint is `content`, and no other. Raises `PressError`."""
    issue = Issue.objects.with_contributions().get(number=number)
    if issue.fingerprint() != content:
        raise PressError(_("The issue changed meanwhile: ask for it again."))
    return print_pdf(html_of(issue), report)
