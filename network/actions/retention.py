"""What the directory keeps no longer than it needs; see the table in docs/runbook.md."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from network.actions import imports
from network.models import Import, ImportState, Verdict
from network.models.imports import WRITTEN_STATES

# How long a file waits to be written, and how long what it held beside the directory is kept then.
UNWRITTEN_KEPT = timedelta(days=30)
ORIGINAL_KEPT = timedelta(days=180)


def discard_unwritten() -> int:
    """Discard the imports that nobody wrote, with their files; give how many."""
    old = Import.objects.exclude(state__in=WRITTEN_STATES).filter(at__lt=timezone.now() - UNWRITTEN_KEPT)
    keys = list(old.values_list("pk", flat=True))
    for key in keys:
        with suppress(imports.NotNowError, Import.DoesNotExist):
            imports.discard(key)
    return len(keys)


@transaction.atomic
def strip_written() -> int:
    """Remove the original, the rejected rows and the cells of imports written long ago; give how many.

    What was written can still be taken back. Of an import that was taken back no row stays.
    """
    old = Import.objects.filter(committed_at__lt=timezone.now() - ORIGINAL_KEPT).exclude(file="")
    sources = list(old.select_for_update())
    for source in sources:
        is_undone = source.state == ImportState.UNDONE
        gone = source.rows.all() if is_undone else source.rows.filter(verdict=Verdict.ERROR)
        gone.delete()
        source.rows.update(cells=[])
    _remove_files(str(source.file) for source in sources)
    old.update(file="")
    return len(sources)


@transaction.atomic
def forget_declined() -> int:
    """Forget the nominees and details of what was declined or withdrawn a year ago, and the scans."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM network_forget_declined()")
        scans = [name for (name,) in cursor.fetchall()]
    _remove_files(scans)
    return len(scans)


def forget_successors() -> int:
    """Forget the successors and notes in answers to rounds that closed a year ago; give how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_forget_successors()")
        return int(cursor.fetchone()[0])


def _remove_files(names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
