"""Which drafts of pieces are kept no longer; see the table in docs/runbook.md."""

from django.db import connection


def purge_drafts_of_pieces() -> int:
    """Remove the drafts that nobody touched for a year, from the history too; give how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT newsletter_purge_drafts()")
        return int(cursor.fetchone()[0])
