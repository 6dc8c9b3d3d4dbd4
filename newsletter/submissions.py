"""What of an issue is compared from one submission to the next."""

from newsletter.models import Contribution, Issue
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def subject_of(issue: Issue) -> str:
    return f"issue-{issue.number}"


def parts_of(issue: Issue) -> list[Part]:
    """Return the issue in parts, as its readers see it; no query on `with_contributions()` rows."""
    fields = ("title", "period", "dated_on", "contributions_by", "opening")
    own = [Part(name, label_of(Issue, name), str(getattr(issue, name) or "")) for name in fields]
    return own + [_part(contribution) for contribution in issue.contributions.all()]


def _part(contribution: Contribution) -> Part:
    audience = contribution.get_audience_display() if contribution.is_restricted else ""
    lines = [contribution.headline, contribution.by_line, contribution.body, contribution.credit, audience]
    return Part(contribution.anchor, contribution.headline, "\n".join(line for line in lines if line))
