"""Who may do what to an issue. Addresses are opened by role in the views; here it is about the one issue."""

from django.contrib.auth.models import AnonymousUser

from newsletter.models import Issue, IssueStatus, Piece, PieceStatus
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import is_approver


def may_read(user: User | AnonymousUser, issue: Issue) -> bool:
    return issue.is_published or caller_of(user) in EDITORS


def may_read_piece(user: User | AnonymousUser, piece: Piece) -> bool:
    """Editors all but drafts; others what is printed in a published issue for them."""
    if caller_of(user) in EDITORS:
        return piece.status != PieceStatus.DRAFT
    is_printed = piece.issue is not None and piece.issue.is_published
    return is_printed and Audience(piece.audience) in audiences_of(user)


def may_edit(user: User | AnonymousUser, issue: Issue) -> bool:
    return issue.status == IssueStatus.DRAFT and caller_of(user) in EDITORS


def may_submit(user: User | AnonymousUser, issue: Issue) -> bool:
    return may_edit(user, issue)


def may_approve(user: User | AnonymousUser, issue: Issue) -> bool:
    """An approver, or who acts for one, and never who changed it last; who submitted it may not either."""
    return issue.status == IssueStatus.SUBMITTED and user.pk != issue.edited_by_id and is_approver(user)


def may_take_back(user: User | AnonymousUser, issue: Issue) -> bool:
    return issue.status in {IssueStatus.SUBMITTED, IssueStatus.APPROVED} and caller_of(user) in EDITORS


def may_dispatch(user: User | AnonymousUser, issue: Issue) -> bool:
    return issue.status == IssueStatus.APPROVED and caller_of(user) in EDITORS


def may_correct(user: User | AnonymousUser, issue: Issue) -> bool:
    return issue.is_released and caller_of(user) in EDITORS


def may_withdraw(user: User | AnonymousUser, issue: Issue) -> bool:
    """An editor, at once: what must not be read waits for no second person. Sending must have ended."""
    is_out = issue.is_released and issue.status != IssueStatus.SENDING
    return is_out and issue.withdrawal is None and caller_of(user) in EDITORS


def may_put_back(user: User | AnonymousUser, issue: Issue) -> bool:
    """An approver, or who acts for one, other than who withdrew it: it becomes public again."""
    withdrawal = issue.withdrawal
    return withdrawal is not None and withdrawal.by_id != user.pk and is_approver(user)
