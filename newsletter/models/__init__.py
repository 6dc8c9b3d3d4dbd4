"""What the newsletter is made of: issues, the contributions they carry, and who receives them."""

from newsletter.models.contributions import CallForContributions, Contribution, ContributionStatus, Section
from newsletter.models.issues import FROZEN, ON_THE_WAY, Issue, IssueStatus
from newsletter.models.subscriptions import (
    CONFIRMATION_LASTS,
    Subscription,
    SubscriptionRequest,
    SubscriptionState,
)

__all__ = [
    "CONFIRMATION_LASTS",
    "FROZEN",
    "ON_THE_WAY",
    "CallForContributions",
    "Contribution",
    "ContributionStatus",
    "Issue",
    "IssueStatus",
    "Section",
    "Subscription",
    "SubscriptionRequest",
    "SubscriptionState",
]
