"""The PDF of an issue: for everybody, so without what is for focal points only."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from newsletter.content import context_of
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.languages import in_language
from nfp_portal.jobs.models import Job, State
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import RenderError, render_pdf
from nfp_portal.renderings import actions as renderings

KIND = "newsletter.issue"


def asked(issue: Issue) -> tuple[str, str, dict[str, str]]:
    """Give kind, subject and parameters of the work on the issue as it was approved."""
    return KIND, str(issue.number), {"content": issue.content_hash}


def path_of(issue: Issue) -> Path | None:
    """Give the file made of the issue as it was approved, or None while there is none."""
    job = renderings.latest(*asked(issue))
    return job.path if job is not None and job.state == State.DONE else None


def html_of(issue: Issue) -> str:
    with in_language(issue.language):
        context = context_of(issue, frozenset({Audience.ALL})) | {"language": issue.language}
        return render_to_string("newsletter/pdf/issue.html", context)


def print_issue(job: Job, report: ReportProgress) -> Path:
    """Print the issue as it was approved, and no other. Raises `RenderError`."""
    issue = Issue.objects.with_contributions().get(number=job.subject)
    if issue.fingerprint() != job.parameters["content"]:  # approved is approved: asking again would not help
        raise RenderError(_("The issue changed meanwhile: ask for it again."))
    return render_pdf(html_of(issue), report)
