"""Who approves: approvers, and who acts for one from a day to another."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from nfp_portal.accounts.access import APPROVERS, EDITORS, caller_of
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.models import ActingApprover, Submission

ACTING = "_acts_as_approver"  # kept on the account for the length of a request


def is_approver(user: User | AnonymousUser) -> bool:
    """Whether the account is an approver's or, today, an acting approver's; one query for an editor."""
    if not isinstance(user, User) or caller_of(user) not in EDITORS:
        return False
    if caller_of(user) in APPROVERS:
        return True
    if not hasattr(user, ACTING):
        setattr(user, ACTING, ActingApprover.objects.in_force().filter(person=user.pk).exists())
    return bool(getattr(user, ACTING))


def for_approvers(user: User, rows: models.QuerySet[Any]) -> models.QuerySet[Any] | None:
    """Keep the rows for who approves today, asked within the query; None for who never can."""
    if caller_of(user) not in EDITORS:
        return None
    if caller_of(user) in APPROVERS:
        return rows
    return rows.filter(models.Exists(ActingApprover.objects.in_force().filter(person=user.pk)))


def may_decide(user: User | AnonymousUser, submission: Submission | None) -> bool:
    """Whether the account may approve or send back: an approver who did not submit it."""
    return submission is not None and is_approver(user) and submission.by_id != user.pk


def approvers_now() -> list[User]:
    """Return who can approve today, approvers first; two queries."""
    active = User.objects.filter(is_active=True)
    acting = active.filter(role=Role.EDITOR, pk__in=ActingApprover.objects.in_force().values("person"))
    return [*active.filter(role=Role.APPROVER).order_by("name", "pk"), *acting.order_by("name", "pk")]
