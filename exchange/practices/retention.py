"""What is kept of practices for a time only; see the table in docs/runbook.md."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from exchange.practices.models import PracticeFile, PracticeRequest

REQUESTS_AFTER = timedelta(days=365)
REMOVED_FILES_AFTER = timedelta(days=30)


@transaction.atomic
def purge_removed_files() -> int:
    """Delete the files that were removed from practices 30 days ago; return how many."""
    old = list(PracticeFile.objects.filter(removed_at__lt=timezone.now() - REMOVED_FILES_AFTER))
    for each in old:
        transaction.on_commit(partial(each.file.storage.delete, str(each.file)))
        each.delete()
    return len(old)


def purge_practice_requests() -> int:
    """Forget who was asked for a practice a year after the last letter; what they offered stays."""
    old = PracticeRequest.objects.filter(asked_at__lt=timezone.now() - REQUESTS_AFTER)
    number, _by_model = old.delete()
    return number
