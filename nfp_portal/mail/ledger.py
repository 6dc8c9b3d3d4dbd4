"""The statements that move many deliveries at once. All times are the database's."""

import json
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nfp_portal.database.prepared import Prepared
from nfp_portal.mail.models import Delivery, DeliveryState, Letter

# One batch of messages is sent within a lease; what would not end in time is given back.
LEASE_SECONDS = 60
GIVE_UP_HOURS = 96
# A message whose worker vanished so often is left to staff: it may be the reason.
STRANDED = 20

_ADDRESS = """
    INSERT INTO mail_delivery (letter_id, key, address, slots, version, message_id, stream, priority, state,
                               ambiguous, attempts, due_at, last_reply)
    SELECT %s, r.key, r.address, r.slots, r.version, '<' || gen_random_uuid() || '@' || %s || '>', %s, %s,
           'waiting', false, 0, greatest(%s, statement_timestamp()), ''
    FROM ({rows}) AS r (key, address, slots, version)
    ON CONFLICT (letter_id, key) DO NOTHING
"""

# A row is due while it waits, after a back-off, or when the lease of a worker that vanished has ended. Letter
# and suppression are looked up for each row, so that the rows are read in the order of their index.
_CLAIM = """
    WITH due AS (
        SELECT d.id, d.state AS was,
               (SELECT cancelled_at FROM mail_letter WHERE id = d.letter_id) IS NOT NULL AS cancelled,
               EXISTS (SELECT FROM mail_suppression s
                       WHERE s.address = d.address AND s.stream IN ('', d.stream)) AS unwanted
        FROM mail_delivery d
        WHERE d.is_open AND d.due_at <= statement_timestamp()
          AND (SELECT paused_at IS NULL FROM mail_letter WHERE id = d.letter_id)
          AND NOT EXISTS (SELECT FROM mail_relay
                          WHERE rests_until > statement_timestamp() OR held_at IS NOT NULL)
        ORDER BY d.priority, d.id
        LIMIT {size} FOR UPDATE OF d SKIP LOCKED
    )
    UPDATE mail_delivery d SET
        state = CASE WHEN unwanted THEN 'suppressed' WHEN cancelled THEN 'withdrawn'
                     WHEN was = 'sending' AND d.attempts >= %(stranded)s THEN 'failed' ELSE 'sending' END,
        last_reply = CASE WHEN NOT unwanted AND NOT cancelled AND was = 'sending'
                               AND d.attempts >= %(stranded)s THEN %(why)s ELSE d.last_reply END,
        ambiguous = d.ambiguous OR was = 'sending',
        attempts = d.attempts + 1,
        lease_token = %(token)s,
        first_tried_at = coalesce(d.first_tried_at, statement_timestamp()),
        due_at = statement_timestamp() + %(lease)s * interval '1 second'
    FROM due WHERE d.id = due.id
    RETURNING d.id, d.letter_id, d.address, d.slots, d.message_id, d.attempts, d.version, d.state
"""


@cache
def _claim_of(size: int) -> Prepared:
    """Return the claim of so many. With a parameter for it, Postgres would plan for a tenth of all rows."""
    types = {"stranded": "integer", "why": "text", "token": "uuid", "lease": "float8"}
    return Prepared(f"mail_claim_{size}", _CLAIM.format(size=size), types)


_WANTED = Prepared(
    "mail_wanted",
    """
    SELECT held.id
    FROM unnest(%(ids)s::bigint[], %(letters)s::bigint[], %(addresses)s::text[])
         AS held (id, letter_id, address)
    JOIN mail_letter l ON l.id = held.letter_id AND l.paused_at IS NULL AND l.cancelled_at IS NULL
    WHERE NOT EXISTS (SELECT FROM mail_suppression s
                      WHERE s.address = held.address AND s.stream IN ('', l.stream))
""",
    {"ids": "bigint[]", "letters": "bigint[]", "addresses": "text[]"},
)

# Only who still holds the lease may write the outcome down.
_FINISH = Prepared(
    "mail_finish",
    """
    UPDATE mail_delivery d SET
        state = CASE WHEN r.state = 'deferred'
                      AND d.first_tried_at < statement_timestamp() - %(hours)s * interval '1 hour'
                     THEN 'failed' ELSE r.state END,
        ambiguous = d.ambiguous OR r.ambiguous,
        attempts = d.attempts - CASE WHEN r.counts THEN 0 ELSE 1 END,
        last_reply = r.reply,
        due_at = statement_timestamp() + r.delay * interval '1 second',
        sent_at = CASE WHEN r.state = 'sent' THEN statement_timestamp() END,
        lease_token = NULL
    FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(ambiguous)s::boolean[], %(counts)s::boolean[],
                %(replies)s::text[], %(delays)s::float8[])
         AS r (id, state, ambiguous, counts, reply, delay)
    WHERE d.id = r.id AND d.lease_token = %(token)s AND d.state = 'sending'
""",
    {
        "ids": "bigint[]",
        "states": "text[]",
        "ambiguous": "boolean[]",
        "counts": "boolean[]",
        "replies": "text[]",
        "delays": "float8[]",
        "token": "uuid",
        "hours": "float8",
    },
)

# Sent with the statement that follows it, so that both are one transaction.
_WITHOUT_WAITING = "SET LOCAL synchronous_commit = off;"

_REST = """
    INSERT INTO mail_relay (id, rests_until, failures, last_reply)
    VALUES (1, statement_timestamp() + interval '5 seconds', 1, %(reply)s)
    ON CONFLICT (id) DO UPDATE SET
        failures = least(mail_relay.failures + 1, 10),
        rests_until = statement_timestamp()
            + least(5 * 2 ^ least(mail_relay.failures, 10), 600) * interval '1 second',
        last_reply = %(reply)s
"""


class ClaimedDelivery(NamedTuple):
    """A delivery that this worker holds."""

    id: int
    letter_id: int
    address: str
    slots: dict[str, str]
    message_id: str
    attempts: int
    version: str


class Outcome(NamedTuple):
    """How a delivery ended.

    `delay` (seconds) is the pause before the next try; an attempt may count or not. A bad
    address gets no more mail. `hung_up`: the relay closed the line instead of taking it. `relay_rests`: it
    takes nothing at all.
    """

    state: DeliveryState
    reply: str = ""
    ambiguous: bool = False
    counts_as_attempt: bool = True
    delay: float = 0
    bad_address: bool = False
    hung_up: bool = False
    relay_rests: bool = False

    @property
    def ends_the_line(self) -> bool:
        """Whether the connection is of no more use."""
        return self.hung_up or self.ambiguous or self.relay_rests


class Claim(NamedTuple):
    """What a worker took, and what was given up instead: its workers had vanished too often."""

    deliveries: Sequence[ClaimedDelivery]
    stranded: Sequence[tuple[ClaimedDelivery, Outcome]]


class Batch(NamedTuple):
    """The deliveries a worker holds at once, and until when (`ends_at`, this process's monotonic clock)."""

    token: uuid.UUID
    claim: Claim
    ends_at: float

    @property
    def deliveries(self) -> Sequence[ClaimedDelivery]:
        return self.claim.deliveries


NO_CLAIM = Claim((), ())
NO_BATCH = Batch(uuid.UUID(int=0), NO_CLAIM, 0)


def address(letter: Letter, recipients: QuerySet[Any, Any], host: str, not_before: datetime) -> int:
    """Make one delivery for each row of `recipients`: key, address, slots, version. Gives how many.

    One statement, about 7 µs a row; recipients that have theirs already keep it.
    """
    rows, given = recipients.query.sql_with_params()
    shared = (letter.pk, host, letter.stream, letter.priority, max(letter.not_before, not_before))
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESS.format(rows=rows), (*shared, *given))
        return int(cursor.rowcount)


def claim(size: int, token: uuid.UUID) -> Claim:
    """Take the most urgent due deliveries for one lease; unwanted ones are set aside. Commit, then send."""
    why = _("The work was interrupted %(times)d times.") % {"times": STRANDED}
    limits: dict[str, Any] = {"lease": LEASE_SECONDS, "stranded": STRANDED, "why": why}
    with connection.cursor() as cursor:
        _claim_of(size).run(cursor, limits | {"token": token})
        rows = cursor.fetchall()
    given_up = Outcome(DeliveryState.FAILED, why, ambiguous=True)
    return Claim(
        [_claimed_delivery(row) for row in rows if row[-1] == DeliveryState.SENDING],
        [(_claimed_delivery(row), given_up) for row in rows if row[-1] == DeliveryState.FAILED],
    )


def _claimed_delivery(row: tuple[Any, ...]) -> ClaimedDelivery:
    number, letter, address, slots, *others, _state = row
    return ClaimedDelivery(number, letter, address, json.loads(slots), *others)


def wanted(deliveries: Sequence[ClaimedDelivery]) -> frozenset[int]:
    """Give those whose letter still goes out and whose reader still wants it, by their ids. One query."""
    columns: dict[str, Any] = {
        "ids": [delivery.id for delivery in deliveries],
        "letters": [delivery.letter_id for delivery in deliveries],
        "addresses": [delivery.address for delivery in deliveries],
    }
    with connection.cursor() as cursor:
        _WANTED.run(cursor, columns)
        return frozenset(number for (number,) in cursor.fetchall())


def finish(outcomes: Sequence[tuple[ClaimedDelivery, Outcome]], token: uuid.UUID, before: str = "") -> int:
    """Write outcomes down, after the statement `before`; give how many were still ours."""
    ends = [outcome for _held, outcome in outcomes]
    columns: dict[str, Any] = {
        "ids": [delivery.id for delivery, _end in outcomes],
        "states": [end.state.value for end in ends],
        "ambiguous": [end.ambiguous for end in ends],
        "counts": [end.counts_as_attempt for end in ends],
        "replies": [end.reply[:500] for end in ends],
        "delays": [end.delay for end in ends],
    }
    with connection.cursor() as cursor:
        _FINISH.run(cursor, columns | {"token": token, "hours": GIVE_UP_HOURS}, before)
        return int(cursor.rowcount)


def finish_without_waiting(outcomes: Sequence[tuple[ClaimedDelivery, Outcome]], batch: Batch) -> int:
    """Write outcomes down without waiting for the disk, in one transaction; give how many were still ours."""
    return finish(outcomes, batch.token, _WITHOUT_WAITING)


def finish_and_claim(outcomes: Sequence[tuple[ClaimedDelivery, Outcome]], batch: Batch, size: int) -> Batch:
    """Record a batch's outcomes and claim the next one, of at most `size`, in one commit."""
    token, ends_at = uuid.uuid4(), time.monotonic() + LEASE_SECONDS
    with transaction.atomic(savepoint=False):
        if outcomes:
            finish(outcomes, batch.token)
        return Batch(token, claim(size, token) if size else NO_CLAIM, ends_at)


def rest_relay(reply: str) -> None:
    """Let the relay rest for 5 s, at each further failure twice as long, at most 10 minutes."""
    with connection.cursor() as cursor:
        cursor.execute(_REST, {"reply": reply[:500]})


def wake_relay() -> None:
    """Forget the relay's failures, now that it took a message."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_relay SET failures = 0, last_reply = '' WHERE failures > 0")


def anything_due() -> bool:
    return Delivery.objects.due().exists()
