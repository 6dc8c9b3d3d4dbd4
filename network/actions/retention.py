"""What the directory keeps no longer than it needs; see the table in docs/runbook.md.

A file goes before the row that names it: who is killed in between leaves a row, by which the next night finds
both again, never a file that nobody knows of.
"""

import time
from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from network.actions import imports
from network.models import Import, ImportRow, ImportState, Verdict
from network.models.imports import WRITTEN_STATES
from network.models.reading import HOUR, Reading

# How long a file waits to be written, and how long what it held beside the directory is kept then.
UNWRITTEN_KEPT = timedelta(days=30)
ORIGINAL_KEPT = timedelta(days=180)

# The scans of what network_forget_declined() is about to strike out; by the history, which it strikes too.
_SCANS = """
    SELECT DISTINCT instrument_file FROM network_proposalevent
    WHERE instrument_file <> '' AND pgh_obj_id IN (SELECT network_long_in('{declined,withdrawn}'))
"""


def discard_unwritten() -> int:
    """Discard the imports that nobody wrote, with their files; give how many."""
    old = Import.objects.exclude(state__in=WRITTEN_STATES).filter(at__lt=timezone.now() - UNWRITTEN_KEPT)
    discarded = 0
    for key in list(old.values_list("pk", flat=True)):
        with suppress(imports.NotNowError, Import.DoesNotExist):
            imports.discard(key)
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


@transaction.atomic
def forget_declined() -> int:
    """Forget who and what was asked in vain a year ago, and the scans; give how many requests."""
    with connection.cursor() as cursor:
        cursor.execute(_SCANS)
        for (name,) in cursor.fetchall():
            default_storage.delete(name)
        cursor.execute("SELECT network_forget_declined()")
        return int(cursor.fetchone()[0])


def forget_readings() -> int:
    """Forget whose entries an account was shown in an hour that is over; give of how many accounts."""
    return Reading.objects.filter(hour__lt=int(time.time()) // HOUR).delete()[0]


def forget_successors() -> int:
    """Forget the successors and notes in answers to rounds that closed a year ago; give how many entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_forget_successors()")
        return int(cursor.fetchone()[0])
