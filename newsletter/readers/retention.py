"""Which readers are kept no longer."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from newsletter.readers.models import Reader
from newsletter.readers.reasons import HAS_A_REASON, with_reasons

# So long an address stays that nobody confirmed, or that has no reason any more.
UNCONFIRMED_KEPT = timedelta(days=30)
UNUSED_KEPT = timedelta(days=90)


def purge_readers() -> int:
    """Remove addresses that nobody confirmed, or that the directory no longer names; give how many.

    Who subscribed once or opted out stays: the row is the proof of the one, and keeps the other.
    """
    now = timezone.now()
    never = with_reasons(Reader.objects.filter(confirmed_at=None, opted_out_at=None)).exclude(HAS_A_REASON)
    is_old = Q(asked_at__lt=now - UNCONFIRMED_KEPT) | Q(asked_at=None, created_at__lt=now - UNUSED_KEPT)
    rows = never.filter(is_old).values_list("pk", flat=True)
    number, _each = Reader.objects.filter(pk__in=list(rows)).delete()
    return number
