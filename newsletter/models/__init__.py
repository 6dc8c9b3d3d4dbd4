"""The record of the newsletter: issues and their pieces."""

from newsletter.models.issues import FROZEN, ON_THE_WAY, Issue, IssueStatus
from newsletter.models.pieces import Contribution, ContributionStatus, Section

__all__ = [
    "FROZEN",
    "ON_THE_WAY",
    "Contribution",
    "ContributionStatus",
    "Issue",
    "IssueStatus",
    "Section",
]
