"""Send an approved issue, and count how far it is. How it is held and stopped is in `stopping`."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from newsletter import permissions
from newsletter.actions.issues import NotNowError, locked
from newsletter.actions.printing import request_pdf
from newsletter.dispatch import delivery
from newsletter.letters import letter_of
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NEWSLETTER, Letter, Priority

UNDO_WITHIN = timedelta(seconds=60)
COUNTED = ("recipients", "waiting", "sending", "sent", "deferred", "failed", "suppressed", "ambiguous")


class AlteredError(Exception):
    """The content is no longer what was approved; it must be approved again."""


@transaction.atomic
def dispatch(number: int, *, by: User) -> Issue:
    """Address the issue to every subscriber. Nothing leaves, and the page stays unpublished, for 60 s.

    Raises `NotNowError` unless it is approved and not yet released, so that calling twice sends nothing.
    """
    locked_issue = locked(number)
    if not permissions.may_dispatch(by, locked_issue):
        raise NotNowError
    issue = Issue.objects.with_pieces().get(pk=locked_issue.pk)
    if issue.fingerprint() != issue.content_hash:
        raise AlteredError
    issue.released_at = timezone.now() + UNDO_WITHIN
    issue.letter = _frozen(issue, not_before=issue.released_at)
    issue.status = IssueStatus.SENDING
    issue.save()
    recipients = mail.address_to(issue.letter, delivery.recipients())
    request_pdf(issue)
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", recipients=recipients)
    return issue


def _frozen(issue: Issue, *, not_before: datetime) -> Letter:
    letter = letter_of(issue)
    return mail.freeze(
        **letter.parts,
        headers=delivery.HEADERS,
        stream=NEWSLETTER,
        priority=Priority.BULK,
        not_before=not_before,
    )


def counts(issue: Issue) -> dict[str, int]:
    """Give how many recipients are in which state (one query); all 0 before the dispatch."""
    if issue.letter is None:
        return dict.fromkeys((*COUNTED, "withdrawn"), 0)
    return mail.counts(issue.letter)


class Unsent(NamedTuple):
    """How many subscribers of today do not have a stopped issue: all, and those it was addressed to."""

    everybody: int
    addressed: int


def unsent(issue: Issue) -> Unsent:
    """Count who would get a stopped issue if it went on; nobody for an issue of another status."""
    if issue.status != IssueStatus.STOPPED or issue.letter is None:
        return Unsent(0, 0)
    addressed = delivery.set_aside(issue.letter).withdrawn()
    return Unsent(delivery.missing(issue.letter).count(), addressed.count())
