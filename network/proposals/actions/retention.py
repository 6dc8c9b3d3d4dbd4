"""What is not kept of proposals; see the table in docs/runbook.md."""

from django.core.files.storage import default_storage
from django.db import connection, transaction

# The scans of what network_purge_declined() is about to strike out; by the history, which it strikes too.
_SCANS = """
    SELECT DISTINCT instrument_file FROM network_proposalevent
    WHERE instrument_file <> '' AND pgh_obj_id IN (SELECT network_long_in('{declined,withdrawn}'))
"""


@transaction.atomic
def purge_declined() -> int:
    """Purge who and what was requested in vain a year ago, and the scans; return how many proposals.

    A file goes before the row that names it: who is killed in between leaves a row, by which the next night
    finds both again, never a file that nobody knows of.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SCANS)
        for (name,) in cursor.fetchall():
            default_storage.delete(name)
        cursor.execute("SELECT network_purge_declined()")
        return int(cursor.fetchone()[0])
