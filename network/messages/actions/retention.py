"""What is kept of messages for a time only; see the table in docs/runbook.md."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.messages.actions.writing import remove
from network.messages.models import Message
from nfp_portal.revisions.models import Submission

DRAFTS_AFTER = timedelta(days=30)
SENT_AFTER = timedelta(days=730)


@transaction.atomic
def purge_messages() -> int:
    """Remove drafts a month after they were last changed, sent messages after two years; return how many.

    What waits for an approver stays.
    """
    now = timezone.now()
    old = Q(sent_at=None, changed_at__lt=now - DRAFTS_AFTER) | Q(sent_at__lt=now - SENT_AFTER)
    waiting = set(Submission.objects.waiting().values_list("subject", flat=True))
    removed = [each for each in Message.objects.filter(old) if f"message-{each.pk}" not in waiting]
    for each in removed:
        remove(each)
    return len(removed)
