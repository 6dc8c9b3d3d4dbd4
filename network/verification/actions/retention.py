"""What verifications keep no longer than they need; see the table in docs/runbook.md."""

from django.db import connection


def purge_successors() -> int:
    """Remove successors named in rounds that closed a year ago; return how many entries of the history."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_purge_successors()")
        return int(cursor.fetchone()[0])
