"""Submit something for approval, approve it, send it back with a remark, take it back."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.revisions.changes import Part
from nfp_portal.revisions.models import ActingApprover, Decision, Submission
from nfp_portal.revisions.permissions import may_decide


class NotWaitingError(Exception):
    """Nothing waits for a decision (any more)."""


class NotSecondPersonError(Exception):
    """Who submitted may not decide, nor who is no approver today."""


class NoRemarkError(Exception):
    """What is sent back needs a remark."""


def open_submission(subject: str) -> Submission | None:
    return Submission.objects.of(subject).waiting().select_related("by").first()


@transaction.atomic
def submit(subject: str, parts: Iterable[Part], *, by: User, note: str = "") -> Submission:
    """Ask for approval of what the parts say now; one that waits already is returned as it is.

    `note` is what who approves reads first.
    """
    submission, _made = Submission.objects.get_or_create(
        subject=subject,
        decision=Decision.WAITING,
        defaults={"content": [part.to_json() for part in parts], "by": by, "note": note.strip()},
    )
    return submission


@transaction.atomic
def approve(subject: str, *, by: User) -> Submission:
    """Raises `NotWaitingError`, `NotSecondPersonError`. What was approved is recorded by the caller."""
    return _decide(_waiting(subject), Decision.APPROVED, by)


@transaction.atomic
def send_back(subject: str, *, remark: str, by: User) -> Submission:
    """Raises `NoRemarkError`, `NotWaitingError`, `NotSecondPersonError`."""
    if not remark.strip():
        raise NoRemarkError
    submission = _waiting(subject)
    submission.remark = remark.strip()
    decided = _decide(submission, Decision.SENT_BACK, by)
    record(Act.SENT_BACK, by=by, subject=subject)
    return decided


@transaction.atomic
def take_back(subject: str, *, by: User) -> None:
    """End a submission without a decision; nothing happens where none waits."""
    submission = Submission.objects.select_for_update().of(subject).waiting().first()
    if submission is not None:
        _close(submission, Decision.TAKEN_BACK, by)


def _waiting(subject: str) -> Submission:
    submission = Submission.objects.select_for_update().of(subject).waiting().first()
    if submission is None:
        raise NotWaitingError
    return submission


def _decide(submission: Submission, decision: Decision, by: User) -> Submission:
    if not may_decide(by, submission):
        raise NotSecondPersonError
    return _close(submission, decision, by)


def _close(submission: Submission, decision: Decision, by: User) -> Submission:
    submission.decision, submission.decided_by, submission.decided_at = decision, by, timezone.now()
    submission.save()
    return submission


@transaction.atomic
def name_acting_approver(person: User, *, from_day: date, to_day: date, by: User) -> ActingApprover:
    """Let an editor approve from one day to another. Raises `IntegrityError` where the periods overlap."""
    acting = ActingApprover.objects.create(person=person, from_day=from_day, to_day=to_day, set_by=by)
    days = {"from_day": from_day.isoformat(), "to_day": to_day.isoformat()}
    record(Act.ACTING_APPROVER, by=by, subject=str(person.key), **days)
    return acting


@transaction.atomic
def end_acting_approver(pk: int, *, by: User) -> None:
    """End a period yesterday, or remove one that has not begun; one that is over stays as it was."""
    acting = ActingApprover.objects.select_for_update().select_related("person").filter(pk=pk).first()
    today = timezone.localdate()
    if acting is None or acting.to_day < today:
        return
    if acting.from_day >= today:
        acting.delete()
    else:
        acting.to_day = today - timedelta(days=1)
        acting.save()
    record(Act.ACTING_APPROVER, by=by, subject=str(acting.person.key), ended=True)
