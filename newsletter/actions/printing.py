"""Request the PDF of an issue."""

from newsletter import pdf
from newsletter.models import Issue
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import actions as renderings


def request_pdf(issue: Issue, edition: str = "") -> Job:
    """Have the PDF made before anybody waits for it; requested twice it is made once."""
    return renderings.request(pdf.IssueDocument(issue, edition), by=None)


def request_pdfs(issue: Issue) -> None:
    """Have the PDF of each edition made."""
    for edition in ("", *issue.languages[1:]):
        request_pdf(issue, edition)
