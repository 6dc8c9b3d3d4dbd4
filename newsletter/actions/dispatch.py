"""Send an approved issue, hold it, stop it, and say how far it is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from newsletter import delivery, pdf, permissions
from newsletter.actions.issues import NotNowError, locked
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.jobs.models import Job
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NEWSLETTER, NOTICE, Letter, Priority
from nfp_portal.renderings import actions as renderings

UNDO_WITHIN = timedelta(seconds=60)
COUNTED = ("recipients", "waiting", "sending", "sent", "deferred", "failed", "suppressed", "ambiguous")


class AlteredError(Exception):
    """The content is no longer what was approved; it must be approved again."""


@transaction.atomic
def dispatch(number: int, *, by: User) -> Issue:
    """Address the issue to every subscriber. Nothing leaves, and the page stays unpublished, for 60 s.

    Raises `NotNowError` unless it is approved and not yet released, so that a second press sends nothing.
    """
    locked_issue = locked(number)
    if not permissions.may_dispatch(by, locked_issue):
        raise NotNowError
    issue = Issue.objects.with_contributions().get(pk=locked_issue.pk)
    if issue.fingerprint() != issue.content_hash:
        raise AlteredError
    issue.released_at = timezone.now() + UNDO_WITHIN
    issue.letter = _frozen(issue, not_before=issue.released_at)
    issue.status = IssueStatus.SENDING
    issue.save()
    recipients = mail.address_to(issue.letter, delivery.recipients())
    request_pdf(issue, by=by)
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", recipients=recipients)
    return issue


def request_pdf(issue: Issue, *, by: User | None) -> Job:
    """Have the PDF made; asked for twice it is made once."""
    return renderings.request(*pdf.asked(issue), by=by)


def _frozen(issue: Issue, *, not_before: datetime) -> Letter:
    letter = delivery.letter_of(issue)
    return mail.freeze(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        headers=delivery.HEADERS,
        stream=NEWSLETTER,
        priority=Priority.BULK,
        language=issue.language,
        not_before=not_before,
    )


@transaction.atomic
def undo(number: int, *, by: User) -> Issue:
    """Withdraw the whole dispatch while nothing has left. Raises `NotNowError` after the 60 s.

    Whether something left is asked after the withdrawal: the outbox goes by the database's clock.
    """
    issue = locked(number)
    if issue.status != IssueStatus.SENDING or issue.letter is None or issue.is_published:
        raise NotNowError
    mail.cancel(issue.letter)
    left = mail.counts(issue.letter)
    if left["recipients"] != left["withdrawn"] + left["suppressed"]:
        raise NotNowError
    issue.letter = issue.released_at = None
    issue.status = IssueStatus.APPROVED
    issue.save()
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", undone=True)
    return issue


@transaction.atomic
def pause(number: int, *, by: User) -> None:
    mail.pause(_letter_on_its_way(number))


@transaction.atomic
def resume(number: int, *, by: User) -> None:
    mail.resume(_letter_on_its_way(number))


@transaction.atomic
def cancel(number: int, *, by: User) -> int:
    """Withdraw what has not left, for good; give how many. Who has the issue keeps it."""
    withdrawn = mail.cancel(_letter_on_its_way(number))
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", withdrawn=withdrawn)
    return withdrawn


def _letter_on_its_way(number: int) -> Letter:
    issue = locked(number)
    if issue.status != IssueStatus.SENDING or issue.letter is None:
        raise NotNowError
    return issue.letter


def counts(issue: Issue) -> dict[str, int]:
    """Give how many recipients are in which state (one query); all 0 before the dispatch."""
    if issue.letter is None:
        return dict.fromkeys((*COUNTED, "withdrawn"), 0)
    return mail.counts(issue.letter)


def close_finished() -> int:
    """Mark as sent whatever has nothing left to send; give how many issues."""
    closed = 0
    for issue in Issue.objects.filter(status=IssueStatus.SENDING).select_related("letter"):
        if issue.is_published and issue.letter is not None and mail.is_finished(issue.letter):
            still_sending = Issue.objects.filter(pk=issue.pk, status=IssueStatus.SENDING, letter=issue.letter)
            closed += still_sending.update(status=IssueStatus.SENT)
    return closed


def send_test(number: int, *, by: User) -> None:
    """Mail the issue as it stands to the person who asks, with links that act on nobody."""
    issue = Issue.objects.with_contributions().get(number=number)
    letter = delivery.letter_of(issue, links=delivery.page_of_previews(issue))
    mail.post(
        to=by.email,
        subject=f"[Test] {letter.subject}",
        text=letter.text,
        html=letter.html,
        stream=NOTICE,  # an editor who once unsubscribed from the newsletter must see it all the same
        priority=Priority.URGENT,
        language=issue.language,
    )
