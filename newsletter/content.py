"""What page, mail, PDF and feed of an issue say alike."""

from typing import Any

from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience


def context_of(issue: Issue, audiences: frozenset[Audience]) -> dict[str, Any]:
    """Give the issue as far as these audiences may read it (no query on `with_pieces()` rows)."""
    readable = issue.pieces_for(audiences)
    return {
        "issue": issue,
        "sections": issue.sections_for(audiences),
        "withheld": len(issue.pieces.all()) - len(readable),
    }
