"""Undo, pause, stop and resume a dispatch, and close what has nothing left to send."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from newsletter.actions.issues import NotNowError, locked
from newsletter.dispatch import delivery
from newsletter.dispatch.actions.dispatching import RESUMABLE, UNDO_WITHIN
from newsletter.dispatch.models import LateSend
from newsletter.models import ON_THE_WAY, Issue, IssueStatus
from newsletter.readers.reasons import update_readers
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import DeliveryQuerySet, Letter


@transaction.atomic
def undo(number: int, *, by: User) -> Issue:
    """Take the whole dispatch back, so that nothing is sent or published; the issue is *approved* again.

    Within the minute after it was sent to those without it, take that back: nobody of them gets it, and it
    is *sent* or *stopped* as before. Raises `NotNowError` once a message may have arrived.
    """
    issue = _locked_in(number, IssueStatus.SENDING)
    if (late := late_send_of(issue)) is not None:
        return _undo_late(issue, late, by=by)
    mail.cancel(_letter_of(issue))
    if mail.may_have_arrived(_letter_of(issue)):
        raise NotNowError
    _return_to_approved(issue)
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", undone=True)
    return issue


def late_send_of(issue: Issue) -> LateSend | None:
    """Return how it was sent to those without it, if that can still be undone; one query."""
    return LateSend.objects.undoable().filter(issue=issue).first()


def _undo_late(issue: Issue, late: LateSend, *, by: User) -> Issue:
    letter = _letter_of(issue)
    if late.has_begun(letter):
        raise NotNowError
    late.restore(letter)
    late.delete()
    _set_status(issue, IssueStatus(late.status))
    record(Act.RELEASE, by=by, subject=f"newsletter {issue.number}", undone=True, status=issue.status)
    return issue


@transaction.atomic
def stop(number: int, *, by: User) -> Issue:
    """Send no more of it: what has not left is withdrawn.

    Before the first message has left this is `undo`, and so it is within the minute after it was sent to
    those without it; later the issue is *stopped*, and published, for some readers have it. Raises
    `NotNowError` if it is not being sent, or if nothing is left to withdraw.
    """
    issue = _locked_in(number, IssueStatus.SENDING)
    if (late := late_send_of(issue)) is not None:
        return _undo_late(issue, late, by=by)
    # Whether something has left is asked afterwards: until then a worker may take more of it.
    letter = _letter_of(issue)
    mail.cancel(letter)
    withdrawn = mail.counts(letter)["withdrawn"]
    if not mail.may_have_arrived(letter):
        _return_to_approved(issue)
    elif not withdrawn and mail.is_finished(letter):
        raise NotNowError
    else:
        _set_status(issue, IssueStatus.STOPPED)
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", stopped=withdrawn, status=issue.status)
    return issue


def _return_to_approved(issue: Issue) -> None:
    issue.letter = issue.released_at = None
    _set_status(issue, IssueStatus.APPROVED)


def _set_status(issue: Issue, status: IssueStatus) -> None:
    issue.status = status
    issue.save()


@transaction.atomic
def pause(number: int, *, by: User) -> None:
    """Hold what has not left. Within the minute to undo there is nothing to hold: `NotNowError`."""
    issue = _locked_in(number, IssueStatus.SENDING)
    if not issue.is_released or late_send_of(issue) is not None:
        raise NotNowError
    mail.pause(_letter_of(issue))


@transaction.atomic
def resume(number: int, *, by: User) -> None:
    """End a pause, or send the rest of a stopped issue to those it was addressed to. Safe to call twice."""
    issue = _locked_in(number, IssueStatus.SENDING, IssueStatus.STOPPED)
    letter = _letter_of(issue)
    if issue.status == IssueStatus.STOPPED:
        _send_on(issue, by=by, resumed=_reopened(letter, delivery.set_aside(letter).withdrawn()))
    else:
        mail.resume(letter)


@transaction.atomic
def send_to_those_without(number: int, *, by: User) -> int:
    """Send a sent or stopped issue to every reader of today who does not have it; return to how many.

    Nothing of it leaves for 60 s, in which `undo` takes it back. The same letter goes out, also to
    who was refused, and who may have it already gets no second copy.
    Raises `NotNowError` while it is being sent, if this portal did not send it, and where nobody is left.
    """
    issue = _locked_in(number, *RESUMABLE)
    letter = _letter_of(issue)
    update_readers()
    without: int = delivery.missing(letter).count()
    if not without:
        raise NotNowError
    leaves_at = timezone.now() + UNDO_WITHIN
    LateSend.note(issue, letter, leaves_at=leaves_at, by=by)
    resumed = _reopened(letter, delivery.set_aside(letter), due_at=leaves_at)
    rows = delivery.recipients(delivery.missing(letter), letter)
    added = mail.address_to(letter, rows, not_before=leaves_at)
    _send_on(issue, by=by, resumed=resumed, added=added)
    return without


def _reopened(letter: Letter, deliveries: DeliveryQuerySet, *, due_at: datetime | None = None) -> int:
    """Send these after all, and give up what was withdrawn and has no reader any more. Return how many."""
    number = mail.reopen(letter, deliveries, due_at=due_at)
    mail.give_up(delivery.without_reader(letter))
    return number


def _send_on(issue: Issue, *, by: User, **numbers: int) -> None:
    _set_status(issue, IssueStatus.SENDING)
    record(Act.RELEASE, by=by, subject=f"newsletter {issue.number}", **numbers)


def _locked_in(number: int, *statuses: IssueStatus) -> Issue:
    """Lock the issue, which is in one of these statuses and not withdrawn; else raises `NotNowError`."""
    issue = locked(number)
    if issue.status not in statuses or issue.withdrawal:
        raise NotNowError
    return issue


def _letter_of(issue: Issue) -> Letter:
    """Return the letter of an issue on its way, which has one by a constraint."""
    if issue.letter is None:
        raise NotNowError
    return issue.letter


def close_finished() -> int:
    """Give each issue on its way the status its letter has reached; return how many changed."""
    numbers = Issue.objects.filter(status__in=ON_THE_WAY).values_list("number", flat=True)
    return sum(_settle(number) for number in list(numbers))


@transaction.atomic
def _settle(number: int) -> bool:
    """Close an issue that has nothing left to send; return whether its status changed.

    What a worker held while the issue was stopped decides: if it was all the rest, and it left, the issue is
    sent; if all of it came back, nobody has the issue. What came back after a resumption is sent again.
    """
    issue = locked(number)
    before, letter = issue.status, issue.letter
    if letter is None or before not in ON_THE_WAY or not issue.is_released or issue.withdrawal:
        return False
    if before == IssueStatus.STOPPED:
        _settle_stopped(issue, letter)
    elif mail.is_finished(letter) and not mail.reopen(letter, letter.deliveries.withdrawn()):
        _set_status(issue, IssueStatus.SENT)
    return issue.status != before


def _settle_stopped(issue: Issue, letter: Letter) -> None:
    """Withdraw also what a worker gave back since. Writes nothing where all of it was withdrawn at once."""
    if not mail.is_finished(letter):
        mail.cancel(letter)
    if not mail.is_finished(letter):
        return
    if not mail.may_have_arrived(letter):
        _return_to_approved(issue)
    elif not mail.counts(letter)["withdrawn"]:
        _set_status(issue, IssueStatus.SENT)
