"""Request the PDF of an issue."""

from newsletter import pdf
from newsletter.models import Issue
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import actions as renderings


def request_pdf(issue: Issue) -> Job:
    """Have the PDF made before anybody waits for it; requested twice it is made once."""
    return renderings.request(pdf.IssueDocument(issue), by=None)
