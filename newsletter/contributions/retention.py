"""Which drafts of pieces are kept no longer; see the table in docs/runbook.md."""

from django.db import connection

# Every text that names pictures: of pieces and their former versions, as offered, and as sent for clearance.
_UNUSED = """
    DELETE FROM newsletter_storedpicture
    WHERE stored_at < now() - interval '1 day' AND digest NOT IN (
        SELECT picture->>'digest' FROM (
            SELECT pictures FROM newsletter_piece
            UNION ALL SELECT pictures FROM newsletter_pieceevent
            UNION ALL SELECT text->'pictures' FROM newsletter_offering
            UNION ALL SELECT text->'pictures' FROM newsletter_clearance
            UNION ALL SELECT before->'pictures' FROM newsletter_clearance
        ) AS texts, jsonb_array_elements(texts.pictures) AS picture
    )
"""


def purge_pictures() -> int:
    """Remove the pictures that were uploaded a day ago and are in no text; give how many."""
    with connection.cursor() as cursor:
        cursor.execute(_UNUSED)
        return int(cursor.rowcount)


def purge_drafts_of_pieces() -> int:
    """Remove the drafts that nobody touched for a year, from the history too; give how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT newsletter_purge_drafts()")
        return int(cursor.fetchone()[0])
