"""Follow the audit trail and look at what was published; name all whose digest does not hold."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from nfp_portal.audit.checks import checks

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

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows-only", action="store_true", help="leave the files aside")

    def handle(self, *args: object, rows_only: bool, **options: object) -> None:
        self._verify_trail()
        for name, check in checks().items():
            broken = list(check(not rows_only))
            if broken:
                raise CommandError(f"{name}: " + "; ".join(broken))
            self.stdout.write(f"{name}: nothing was changed.")

    def _verify_trail(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_BROKEN)
            broken = [number for (number,) in cursor.fetchall()]
            cursor.execute("SELECT count(*) FROM audit_entry")
            [total] = cursor.fetchone() or [0]
        if broken:
            raise CommandError(f"The trail does not hold at entries {', '.join(map(str, broken))}.")
        self.stdout.write(f"The trail holds: {total} entries.")
