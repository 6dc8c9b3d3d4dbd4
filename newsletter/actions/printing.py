"""Request the PDF of an issue."""

from newsletter import pdf
from newsletter.models import Issue
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import actions as renderings


def request_pdf(issue: Issue, *, by: User | None) -> Job:
    """Have the PDF made; asked for twice it is made once."""
    return renderings.request(pdf.IssueDocument(issue), by=by)
