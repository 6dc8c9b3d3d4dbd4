"""What of the newsletter waits for a person of the secretariat."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from newsletter.models import Contribution, Issue, IssueStatus
from newsletter.permissions import may_approve
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User


@dataclass(frozen=True)
class Waiting:
    offered: int
    to_approve: list[Issue]
    to_send: list[Issue]
    stopped: list[Issue]


def waiting_for(user: User | AnonymousUser) -> Waiting | None:
    """Give what this person may act on; None for who does not work on the newsletter (two queries)."""
    if caller_of(user) not in EDITORS:
        return None
    issues = list(Issue.objects.unfinished().with_reach())
    return Waiting(
        offered=Contribution.objects.offered().count(),
        to_approve=[issue for issue in issues if may_approve(user, issue)],
        to_send=[issue for issue in issues if issue.status == IssueStatus.APPROVED],
        stopped=[issue for issue in issues if issue.status == IssueStatus.STOPPED],
    )
