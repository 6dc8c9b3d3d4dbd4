"""What the directory keeps no longer than it needs; see the table in docs/runbook.md.

A file goes before the row that names it: who is killed in between leaves a row, by which the next night finds
both again, never a file that nobody knows of.
"""

import time

from django.core.files.storage import default_storage
from django.db import connection, transaction

from network.models.reading import HOUR, Reading

# The scans of what network_forget_declined() is about to strike out; by the history, which it strikes too.
_SCANS = """
    SELECT DISTINCT instrument_file FROM network_proposalevent
    WHERE instrument_file <> '' AND pgh_obj_id IN (SELECT network_long_in('{declined,withdrawn}'))
"""


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
