"""What rounds keep no longer than they need; see the table in docs/runbook.md."""

from django.db import connection


def purge_notes() -> int:
    """Remove notes and mailboxes of rounds that closed a year ago; return how many entries of the history."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_purge_notes()")
        return int(cursor.fetchone()[0])
