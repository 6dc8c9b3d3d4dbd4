"""What imports keep no longer than they need; see the table in docs/runbook.md.

A file goes before the row that names it: who is killed in between leaves a row, by which the next night finds
both again, never a file that nobody knows of.
"""

from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from network.imports.actions import previews
from network.imports.models import WRITTEN_STATES, Import, ImportRow, ImportState, Verdict

# How long a file waits to be written, and how long what it held beside the directory is kept then.
UNWRITTEN_KEPT = timedelta(days=30)
ORIGINAL_KEPT = timedelta(days=180)


def discard_unwritten() -> int:
    """Discard the imports that nobody wrote, with their files; give how many."""
    old = Import.objects.exclude(state__in=WRITTEN_STATES).filter(at__lt=timezone.now() - UNWRITTEN_KEPT)
    discarded = 0
    for key in list(old.values_list("pk", flat=True)):
        with suppress(previews.WrongStateError, Import.DoesNotExist):
            previews.discard(key)
            discarded += 1
    return discarded


@transaction.atomic
def strip_written() -> int:
    """Remove the original, the rejected rows and the cells of imports written long ago; give how many.

    What was written can still be taken back.
    """
    old = Import.objects.filter(committed_at__lt=timezone.now() - ORIGINAL_KEPT).exclude(file="")
    sources = list(old.select_for_update())
    for source in sources:
        default_storage.delete(str(source.file))
        source.rows.filter(verdict=Verdict.ERROR).delete()
        source.rows.update(cells=[])
    old.update(file="")
    return len(sources)


def strip_undone() -> int:
    """Remove the rows of imports written long ago and taken back, whenever that was; give how many rows."""
    old = Import.objects.filter(state=ImportState.UNDONE, committed_at__lt=timezone.now() - ORIGINAL_KEPT)
    return ImportRow.objects.filter(source__in=old).delete()[0]
