"""The PDF of an issue: for everybody, so without what is for focal points only."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from newsletter.content import context_of
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.models import Job, JobQuerySet, State
from nfp_portal.jobs.press import PressError, print_pdf
from nfp_portal.jobs.registry import Report

KIND = "newsletter.issue"


def path_of(issue: Issue) -> Path | None:
    """Give the file made of the issue as it was approved, or None while there is none."""
    job = _jobs_of(issue).filter(state=State.DONE).first()
    return job.path if job is not None and job.path.is_file() else None


def failed_job(issue: Issue) -> Job | None:
    """Give the last job for the issue as it was approved if it failed, or None."""
    last = _jobs_of(issue).first()
    return last if last is not None and last.state == State.FAILED else None


def _jobs_of(issue: Issue) -> JobQuerySet:
    """Give all jobs for the issue as it was approved, the newest first."""
    jobs = Job.objects.filter(kind=KIND, subject=str(issue.number))
    return jobs.filter(parameters__content=issue.content_hash).order_by("-requested_at", "-pk")


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
