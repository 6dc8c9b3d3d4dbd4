"""Send an approved issue, and count how far it is. How it is held and stopped is in `stopping`."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from newsletter import permissions
from newsletter.actions.issues import NotNowError, locked
from newsletter.actions.printing import request_pdfs
from newsletter.dispatch import delivery
from newsletter.letters import inlines_of, letter_of
from newsletter.models import Issue, IssueStatus
from newsletter.printed import copies_of
from newsletter.readers.reasons import Reason, receiving, update_readers
from newsletter.readers.reasons import counts as reason_counts
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NEWSLETTER, DeliveryState, Letter, Priority, Version

# What can be sent to those who do not have it.
RESUMABLE = (IssueStatus.STOPPED, IssueStatus.SENT)
UNDO_WITHIN = timedelta(seconds=60)
PACE_OVER = timedelta(minutes=1)
COUNTED = ("recipients", "waiting", "sending", "sent", "deferred", "failed", "suppressed", "ambiguous")


class AlteredError(Exception):
    """The content is no longer what was approved; it must be approved again."""


@transaction.atomic
def dispatch(number: int, *, by: User, not_before: datetime | None = None) -> Issue:
    """Address the issue to all readers of today. Nothing leaves, and the page stays unpublished, for 60 s.

    Until `not_before`, if that is later. Raises `NotNowError` unless it is approved and not yet released, so
    that calling twice sends nothing; `AlteredError`; `LostPictureError`. Nothing is written then.
    """
    locked_issue = locked(number)
    if not permissions.may_dispatch(by, locked_issue):
        raise NotNowError
    issue = Issue.objects.with_pieces().get(pk=locked_issue.pk)
    if issue.fingerprint() != issue.content_hash:
        raise AlteredError
    in_a_minute = timezone.now() + UNDO_WITHIN
    issue.released_at = max(in_a_minute, not_before or in_a_minute)
    issue.scheduled_for = issue.scheduled_by = None
    issue.letter = _frozen(issue, not_before=issue.released_at)
    issue.status = IssueStatus.SENDING
    issue.save()
    update_readers()
    recipients = mail.address_to(issue.letter, delivery.recipients(receiving(), issue.letter))
    request_pdfs(issue)
    record(Act.RELEASE, by=by, subject=f"newsletter {number}", recipients=recipients)
    return issue


def _frozen(issue: Issue, *, not_before: datetime) -> Letter:
    """Freeze the letter of the issue, and its other copies as versions of it."""
    main, *others = copies_of(issue)
    return mail.freeze(
        **letter_of(issue, main).parts,
        versions=[Version(name=copy.name, **letter_of(issue, copy).parts) for copy in others],
        inlines=inlines_of(issue),
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


def pace(issue: Issue) -> int:
    """Return how many messages left within the last minute (one query)."""
    if issue.letter is None:
        return 0
    return issue.letter.deliveries.filter(sent_at__gt=timezone.now() - PACE_OVER).count()


class Unsent(NamedTuple):
    """How many of today's readers do not have an issue.

    All; those withdrawn when it was stopped; those who did not want it then; those it was refused for; and
    who is new, by reason.
    """

    everybody: int
    withdrawn: int
    returned: int
    failed: int
    by_reason: dict[Reason, int]


NOBODY = Unsent(0, 0, 0, 0, {})


def unsent(issue: Issue) -> Unsent:
    """Count who would get an issue if it went on; nobody unless it is stopped, or was sent from here.

    Nobody either while it is withdrawn.
    """
    if issue.status not in RESUMABLE or issue.letter is None or issue.withdrawal:
        return NOBODY
    without = delivery.missing(issue.letter)
    again = delivery.set_aside(issue.letter)
    new = without.exclude(key__in=again.values("key"))
    states = dict(again.order_by().values_list("state").annotate(number=Count("pk")))
    return Unsent(
        without.count(),
        withdrawn=states.get(DeliveryState.WITHDRAWN, 0),
        returned=states.get(DeliveryState.SUPPRESSED, 0),
        failed=states.get(DeliveryState.FAILED, 0),
        by_reason=reason_counts(new),
    )
