"""Write and publish errata, withdraw an issue and put it back."""

import hashlib
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone

from newsletter import permissions
from newsletter.actions import NotNowError, request_pdfs
from newsletter.actions.issues import locked
from newsletter.models import Erratum, Issue, Withdrawal
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.changes import Part
from nfp_portal.revisions.stale import StaleError, expect
from nfp_portal.text.labels import label_of


def subject_of(erratum: Erratum) -> str:
    return f"erratum-{erratum.pk}"


def parts_of(erratum: Erratum) -> list[Part]:
    return [Part("text", label_of(Erratum, "text"), erratum.text)]


def fingerprint(erratum: Erratum) -> str:
    """SHA-256 (hex) of what an approver reads."""
    return hashlib.sha256(erratum.text.encode()).hexdigest()


def draft_of(issue: Issue) -> Erratum | None:
    return issue.errata.filter(published_at=None).select_related("written_by").first()


@transaction.atomic
def submit_erratum(number: int, *, text: str, revision: int, by: User, note: str = "") -> Erratum:
    """Write the draft of an erratum, a new one at revision 1, and ask for its approval.

    Raises `NotNowError` while one waits for approval or the issue is not out, `StaleError`.
    """
    issue = locked(number)
    if not permissions.may_correct(by, issue):
        raise NotNowError(issue)
    erratum = draft_of(issue) or Erratum(issue=issue)
    if erratum.pk and submissions.open_submission(subject_of(erratum)):
        raise NotNowError(issue)
    expect(erratum, revision)
    erratum.text, erratum.written_by = text, by
    erratum.revision += 1
    erratum.save()
    submissions.submit(subject_of(erratum), parts_of(erratum), by=by, note=note)
    return erratum


@transaction.atomic
def discard_erratum(number: int, *, by: User) -> None:
    """Remove the draft, also one that waits for approval. Raises `NotNowError` where there is none."""
    _issue, erratum = _locked_draft(number)
    submissions.take_back(subject_of(erratum), by=by)
    erratum.delete()


@transaction.atomic
def take_back_erratum(number: int, *, by: User) -> None:
    """Make a draft of it again that can be changed. Raises `NotNowError`."""
    _issue, erratum = _locked_draft(number)
    submissions.take_back(subject_of(erratum), by=by)


@transaction.atomic
def publish_erratum(number: int, *, seen: str, by: User) -> Erratum:
    """Publish exactly what was seen, by its fingerprint: on the page, in the feed and in a new PDF.

    Raises `StaleError` for another text, `NotNowError` to who wrote it and where nothing waits.
    """
    issue, erratum = _locked_draft(number)
    if fingerprint(erratum) != seen:
        raise StaleError(erratum)
    _as_second_person(issue, partial(submissions.approve, subject_of(erratum), by=by))
    erratum.approved_by, erratum.published_at = by, timezone.now()
    erratum.save()
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", erratum=seen)
    request_pdfs(Issue.objects.with_pieces().get(pk=issue.pk))
    return erratum


@transaction.atomic
def send_erratum_back(number: int, *, remark: str, by: User) -> None:
    """Raises `NoRemarkError`, `NotNowError`."""
    issue, erratum = _locked_draft(number)
    _as_second_person(issue, partial(submissions.send_back, subject_of(erratum), remark=remark, by=by))


def _locked_draft(number: int) -> tuple[Issue, Erratum]:
    issue = locked(number)
    erratum = draft_of(issue)
    if erratum is None:
        raise NotNowError(issue)
    return issue, erratum


def _as_second_person(issue: Issue, decide: Callable[[], object]) -> None:
    try:
        decide()
    except (submissions.NotSecondPersonError, submissions.NotWaitingError) as refusal:
        raise NotNowError(issue) from refusal


@transaction.atomic
def withdraw(number: int, *, reason: str, by: User) -> Withdrawal:
    """Take an issue out of page, archive, search, feed and PDF, and let it be sent no more.

    Raises `NotNowError` while it is being sent, and where it is not out or is withdrawn already.
    """
    issue = locked(number)
    if not permissions.may_withdraw(by, issue):
        raise NotNowError(issue)
    withdrawal = Withdrawal.objects.create(issue=issue, reason=reason, by=by)
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", withdrawn=True)
    return withdrawal


@transaction.atomic
def put_back(number: int, *, by: User) -> Withdrawal:
    """Let everybody read a withdrawn issue again. Raises `NotNowError`, also to who withdrew it."""
    issue = locked(number)
    withdrawal = issue.withdrawal
    if withdrawal is None or not permissions.may_put_back(by, issue):
        raise NotNowError(issue)
    withdrawal.put_back_at, withdrawal.put_back_by = timezone.now(), by
    withdrawal.save()
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", withdrawn=False)
    return withdrawal
