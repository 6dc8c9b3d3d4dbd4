"""Compose an issue, submit it, approve it by a second person."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsletter import permissions
from newsletter.models import Edition, Issue, IssueStatus
from newsletter.submissions import parts_of, subject_of
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.stale import StaleError, expect


class NotNowError(Exception):
    """The state of `issue`, or the person, does not allow this (any more)."""

    def __init__(self, issue: Issue | None = None) -> None:
        super().__init__(str(issue or ""))
        self.issue = issue


class NotTranslatedError(NotNowError):
    """`edition`, the first of several, has no title or no period."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.issue)
        self.edition = edition


def locked(number: int) -> Issue:
    """Give the issue, locked until the transaction ends. Raises `Issue.DoesNotExist`."""
    return Issue.objects.select_for_update().get(number=number)


def locked_for_edit(number: int, by: User) -> Issue:
    """Give the locked draft. Raises `NotNowError` once it was submitted."""
    issue = locked(number)
    if not permissions.may_edit(by, issue):
        raise NotNowError(issue)
    return issue


def touch(issue: Issue, by: User) -> None:
    """Note on the locked issue who changed it last, and save it."""
    issue.edited_by = by
    issue.edited_at = timezone.now()
    issue.revision += 1
    issue.save()


@transaction.atomic
def start_issue(*, by: User, **values: Any) -> Issue:
    return Issue.objects.create(edited_by=by, **values)


# The largest number the column holds.
HIGHEST_NUMBER = 2**15 - 1


def next_number() -> int:
    last = Issue.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def change_issue(number: int, *, revision: int, by: User, **values: Any) -> Issue:
    """Change title, period, date, language or opening note.

    Raises `StaleError` if somebody else saved since `revision`, `NotNowError` once it was submitted.
    """
    issue = locked_for_edit(number, by)
    expect(issue, revision)
    for name, value in values.items():
        setattr(issue, name, value)
    touch(issue, by)
    return issue


@transaction.atomic
def submit(number: int, *, by: User, note: str = "") -> Issue:
    """Ask for approval. The content rests from now on.

    Raises `NotTranslatedError` where an edition has no title or period, `NotNowError` for an empty issue.
    """
    issue = locked(number)
    if not permissions.may_submit(by, issue) or not issue.pieces.exists():
        raise NotNowError
    for edition in issue.editions.filter(Q(title="") | Q(period="")):
        raise NotTranslatedError(edition)
    issue.status = IssueStatus.SUBMITTED
    issue.save()
    whole = Issue.objects.with_pieces().get(pk=issue.pk)
    submissions.submit(subject_of(issue), parts_of(whole), by=by, note=note)
    return issue


@transaction.atomic
def take_back(number: int, *, by: User) -> Issue:
    """Make a draft of it again: the approval, if there was one, is void."""
    issue = locked(number)
    if not permissions.may_take_back(by, issue):
        raise NotNowError
    submissions.take_back(subject_of(issue), by=by)
    return _returned_to_draft(issue)


def _returned_to_draft(issue: Issue) -> Issue:
    issue.status = IssueStatus.DRAFT
    issue.approved_by = issue.approved_at = issue.scheduled_by = issue.scheduled_for = None
    issue.content_hash = ""
    issue.save()
    return issue


@transaction.atomic
def approve(number: int, *, seen: str, by: User) -> Issue:
    """Approve exactly what was seen, and freeze it.

    `seen` is the fingerprint of the page the approver read; another one now raises `StaleError`.
    """
    issue = locked(number)
    if not permissions.may_approve(by, issue):
        raise NotNowError
    fingerprint = Issue.objects.with_pieces().get(pk=issue.pk).fingerprint()
    if fingerprint != seen:
        raise StaleError(issue)
    _as_second_person(partial(submissions.approve, subject_of(issue), by=by))
    issue.status = IssueStatus.APPROVED
    issue.approved_by, issue.approved_at = by, timezone.now()
    issue.content_hash = fingerprint
    issue.save()
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", approved=fingerprint)
    return issue


@transaction.atomic
def send_back(number: int, *, remark: str, by: User) -> Issue:
    """Make a draft of a submitted issue again, and say why. Raises `NoRemarkError`, `NotNowError`."""
    issue = locked(number)
    if not permissions.may_approve(by, issue):
        raise NotNowError
    _as_second_person(partial(submissions.send_back, subject_of(issue), remark=remark, by=by))
    return _returned_to_draft(issue)


def _as_second_person(decide: Callable[[], object]) -> None:
    """Decide, or raise `NotNowError` to who submitted it and where nothing waits."""
    try:
        decide()
    except (submissions.NotSecondPersonError, submissions.NotWaitingError) as refusal:
        raise NotNowError from refusal
