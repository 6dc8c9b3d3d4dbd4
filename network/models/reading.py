"""How many contacts an account was shown in an hour of the clock; kept for that hour, then overwritten."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

HOUR = 3600

# One statement, so that two requests at once both count. An entry shown twice counts once. Beyond 5,000,
# far above any bound, the list no longer grows.
_COUNT = """
    INSERT INTO network_reading AS known (account_id, hour, opened, listed, exports)
    VALUES (%(account)s, %(hour)s, %(opened)s, %(listed)s, %(exports)s)
    ON CONFLICT (account_id) DO UPDATE SET
        hour = excluded.hour,
        opened = CASE WHEN known.hour <> excluded.hour THEN excluded.opened
            WHEN cardinality(known.opened) > 5000 THEN known.opened
            ELSE ARRAY(SELECT unnest(known.opened) UNION SELECT unnest(excluded.opened)) END,
        listed = CASE WHEN known.hour <> excluded.hour THEN excluded.listed
            WHEN cardinality(known.listed) > 5000 THEN known.listed
            ELSE ARRAY(SELECT unnest(known.listed) UNION SELECT unnest(excluded.listed)) END,
        exports = CASE WHEN known.hour <> excluded.hour THEN 0 ELSE known.exports END + excluded.exports
    RETURNING cardinality(opened), cardinality(listed), exports
"""


class Counted(NamedTuple):
    """What an account has seen in this hour: entries opened, entries in lists, each once, and files taken."""

    opened: int
    listed: int
    exports: int


class Reading(models.Model):
    """The hour's count of one account. The table is unlogged: after a crash of Postgres all count anew."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    hour = models.BigIntegerField()
    opened = ArrayField(models.BigIntegerField(), default=list)
    listed = ArrayField(models.BigIntegerField(), default=list)
    exports = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.account_id}: {len(self.opened)} opened, {len(self.listed)} listed"


def count_reading(
    account: int, *, opened: Sequence[int] = (), listed: Sequence[int] = (), exports: int = 0
) -> Counted:
    """Add what the account is about to see, people by their keys; give the hour's sums. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "account": account,
                "hour": int(time.time()) // HOUR,
                "opened": list(opened),
                "listed": list(listed),
                "exports": exports,
            },
        )
        return Counted(*cursor.fetchone())
