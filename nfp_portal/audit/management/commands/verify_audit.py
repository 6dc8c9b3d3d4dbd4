"""Follow the audit trail from its first entry and name each one whose digest does not hold."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

_BROKEN = """
    WITH chain AS (
        SELECT *, lag(digest) OVER (ORDER BY id) AS before, lag(id) OVER (ORDER BY id) AS number_before
        FROM audit_entry
    )
    SELECT id FROM chain
    WHERE id <> coalesce(number_before, 0) + 1
       OR digest <> encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), id,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), act, subject,
            coalesce(actor_id::text, '-'), request, details_digest), 'UTF8')), 'hex')
       OR details IS NOT NULL
          AND details_digest <> encode(sha256(convert_to(salt || details::text, 'UTF8')), 'hex')
    ORDER BY id
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_BROKEN)
            broken = [number for (number,) in cursor.fetchall()]
            cursor.execute("SELECT count(*) FROM audit_entry")
            [total] = cursor.fetchone() or [0]
        if broken:
            raise CommandError(f"The trail does not hold at entries {', '.join(map(str, broken))}.")
        self.stdout.write(f"The trail holds: {total} entries.")
