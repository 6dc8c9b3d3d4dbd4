"""Send what is due: claim a batch of deliveries, send it by one connection, record the outcomes.

The window bounds what a killed worker leaves in doubt: at most so many messages of each of its connections
may have left without their outcome being written down. They are sent again under the same Message-ID, flagged
as ambiguous.
"""

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection, transaction

from nfp_portal.database.away import is_away, patiently
from nfp_portal.database.prepared import plan_as_usual, plan_once
from nfp_portal.mail import actions, alarms, ledger
from nfp_portal.mail.batches import Envelope
from nfp_portal.mail.delivery import MESSAGE_SECONDS, Session, in_ascii
from nfp_portal.mail.ledger import Batch, ClaimedDelivery, Outcome
from nfp_portal.mail.message import Compiled, UnfitError, compile_letter
from nfp_portal.mail.models import DeliveryState, Letter, Version
from nfp_portal.mail.replies import RelayRestingError, Streak, not_tried
from nfp_portal.mail.return_path import return_path_of

log = logging.getLogger(__name__)

# So many are claimed at once, and so many may be sent before that is recorded.
BATCH_SIZE = 32
WINDOW = 16
# So many workers may send at once, whatever their number.
SENDERS = 2
# A run gives way to other work, and to a worker that is asked to stop, and calls for the next one.
RUN_SECONDS = 2
# Who unsubscribes gets nothing that leaves later than this.
WANTED_SECONDS = 0.05
_LOCKS = 20060413

Ended = tuple[ClaimedDelivery, Outcome]


def dispatch(batch_size: int = BATCH_SIZE) -> int:
    """Send what is due; give how many messages were tried. Safe to call at any time, any number of times."""
    tried = 0
    with _sender_slot() as acquired:
        if acquired and not settings.MAIL_HOLD:
            tried = _run_side_by_side(batch_size, settings.MAIL_CONNECTIONS)
    if tried and ledger.anything_due():
        actions.wake_dispatch()
    return tried


@contextmanager
def _sender_slot() -> Iterator[bool]:
    """Acquire a slot, an advisory lock; Postgres releases it if this process dies."""
    slot = next((number for number in range(SENDERS) if _lock("pg_try_advisory_lock", number)), None)
    try:
        yield slot is not None
    finally:
        if slot is not None:
            _release(slot)


def _lock(function: str, slot: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCKS, slot])
        return bool(cursor.fetchone()[0])


def _release(slot: int) -> None:
    try:
        _lock("pg_advisory_unlock", slot)
    except Error as error:
        if not is_away(error):
            raise
        connection.close()  # the lock went with the connection


def _run_side_by_side(size: int, connections: int) -> int:
    """Send by so many connections to the relay at once, each in a thread that has its own to the database."""
    team = Team(connections)
    if connections == 1:
        return Sender(size, team).run()
    with ThreadPoolExecutor(connections, "mail") as pool:
        runs = [pool.submit(_run_in_thread, Sender(size, team)) for _number in range(connections)]
    return sum(run.result() for run in runs)


def _run_in_thread(one: "Sender") -> int:
    try:
        return one.run()
    finally:
        connection.close()


class Team:
    """The senders of one process, each with a connection of its own.

    A relay may take fewer connections than it is offered. One that meets trouble while others go on leaves
    them its messages; the trouble of the last is the relay's.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._lock = threading.Lock()

    def leave(self) -> bool:
        """Count one that leaves; return whether it was the last."""
        with self._lock:
            self._number -= 1
            return self._number == 0


class Sender:
    """One run over one connection to the relay."""

    def __init__(self, size: int, team: Team) -> None:
        self._size = size
        self._team = team
        self._session = Session(settings.MAIL_RELAY, urlsplit(settings.SITE_URL).hostname or "localhost")
        self._relay_ok = False
        self._trouble = ""
        self._streak = Streak()
        self._letters: dict[tuple[int, str], tuple[str, Compiled]] = {}
        self._wanted: frozenset[int] = frozenset()
        self._wanted_at = 0.0
        # How many of the batch are recorded already, and by which connection to the database.
        self._recorded = 0
        self._recorded_by: object = None
        self._tried = 0
        self._ends_at = 0.0

    def run(self) -> int:
        self._ends_at = time.monotonic() + RUN_SECONDS
        patiently(plan_once, self._ends_at)
        try:
            self._send_what_is_due()
        finally:
            self._session.quit()
            plan_as_usual()
        return self._tried

    def _send_what_is_due(self) -> None:
        """Send until nothing is due, the run has lasted long enough, or the relay takes nothing."""
        batch = self._finish_and_claim((), ledger.NO_BATCH, self._size)
        goes_on = True
        try:
            while batch.deliveries:
                self._load_letters(batch)
                ended = self._send_batch(batch)
                goes_on = time.monotonic() < self._ends_at and not self._trouble
                if not goes_on:
                    self._leave()
                batch = self._finish_and_claim(ended, batch, self._size if goes_on else 0)
        finally:
            if goes_on:
                self._team.leave()

    def _leave(self) -> None:
        """Leave the others; trouble is not the relay's while one of them goes on."""
        if not self._team.leave() and self._trouble:
            log.info("The mail relay takes no further connection: %s", self._trouble)
            self._trouble = ""

    def _load_letters(self, batch: Batch) -> None:
        """Compile the batch's letters before the first of them leaves; keep no others."""
        needed = {(delivery.letter_id, delivery.version) for delivery in batch.deliveries}
        known = {name: self._letters[name] for name in needed & self._letters.keys()}
        if len(known) < len(needed):
            missing = needed - known.keys()
            learned = patiently(lambda: _letters_named(missing), batch.ends_at)
            known |= {name: _prepared(learned[name]) for name in missing & learned.keys()}
        self._letters = known

    def _send_batch(self, batch: Batch) -> list[Ended]:
        """Send while the run and the lease last; what is left over is given back untried.

        What a window holds is recorded as soon as it has ended, so that a worker that is killed leaves no
        more in doubt.
        """
        left = list(batch.deliveries)
        ended: list[Ended] = []
        self._recorded = 0
        self._trouble = ""
        while left and not self._trouble and self._has_time_for_one(left, batch):
            following, left = left[: self._session.at_once], left[self._session.at_once :]
            ended.extend(self._send(following))
            if time.monotonic() > self._ends_at:
                break
            if left and len(ended) + self._session.at_once > self._recorded + WINDOW:
                self._record(ended[self._recorded :], batch)
                self._recorded = len(ended)
        return ended + [(delivery, not_tried(self._trouble)) for delivery in left]

    def _has_time_for_one(self, left: Sequence[ClaimedDelivery], batch: Batch) -> bool:
        """Ask which of these are still wanted; return whether one more message ends within the lease.

        Before each message of a slow relay, and whenever several are handed over together. A database that
        does not answer in time ends the batch.
        """
        last_start = batch.ends_at - MESSAGE_SECONDS
        if self._session.takes_batches or time.monotonic() > self._wanted_at + WANTED_SECONDS:
            try:
                self._wanted = patiently(lambda: ledger.wanted(left), last_start)
            except Error:  # what was sent is recorded; a lasting fault is met again there
                return False
            self._wanted_at = time.monotonic()
        return time.monotonic() <= last_start

    def _send(self, deliveries: Sequence[ClaimedDelivery]) -> list[Ended]:
        """Send those of these that are still wanted and can be written, together if the relay takes that."""
        outcomes: dict[int, Outcome] = {}
        envelopes: dict[int, Envelope] = {}
        for delivery in deliveries:
            if delivery.id not in self._wanted:
                outcomes[delivery.id] = Outcome(DeliveryState.WAITING, counts_as_attempt=False)
                continue  # the next claim decides
            try:
                envelopes[delivery.id] = self._envelope(delivery)
            except ValueError as error:  # an address or a value that cannot be written in a message
                outcomes[delivery.id] = Outcome(DeliveryState.FAILED, str(error))
        outcomes |= self._hand_over(envelopes)
        return [(delivery, outcomes[delivery.id]) for delivery in deliveries]

    def _hand_over(self, envelopes: dict[int, Envelope]) -> dict[int, Outcome]:
        if not envelopes:
            return {}
        try:
            ends = self._session.send(list(envelopes.values()))
        except RelayRestingError as error:
            self._trouble = str(error)
            ends = [not_tried(self._trouble)] * len(envelopes)
        for envelope, outcome in zip(envelopes.values(), ends, strict=True):
            tells = outcome.counts_as_attempt and self._streak.goes_on(outcome, envelope.attempts)
            if tells or outcome.relay_rests:
                self._trouble = self._trouble or outcome.reply
        return dict(zip(envelopes, ends, strict=True))

    def _envelope(self, delivery: ClaimedDelivery) -> Envelope:
        """Write the message. Raises ValueError."""
        sender, letter = self._letter_of(delivery)
        recipient = in_ascii(delivery.address)
        own = {"to": recipient, "message_id": delivery.message_id}
        return Envelope(
            return_path_of(delivery.id, delivery.message_id) or sender,
            recipient,
            letter.join(delivery.slots | own),
            delivery.attempts,
        )

    def _letter_of(self, delivery: ClaimedDelivery) -> tuple[str, Compiled]:
        try:
            return self._letters[delivery.letter_id, delivery.version]
        except KeyError as missing:
            raise UnfitError(f"The letter has no version {delivery.version}.") from missing

    def _record(self, ended: Sequence[Ended], batch: Batch) -> None:
        """Record outcomes, and what follows from them, before the batch has ended."""
        patiently(lambda: self._commit_early(ended, batch), batch.ends_at)

    def _commit_early(self, ended: Sequence[Ended], batch: Batch) -> None:
        if any(outcome.state == DeliveryState.FAILED for _delivery, outcome in ended):
            with transaction.atomic():
                ledger.finish_without_waiting(ended, batch)
                alarms.handle_failures(ended)
        else:
            ledger.finish_without_waiting(ended, batch)
        self._recorded_by = self._recorded_by if self._recorded else connection.connection

    def _finish_and_claim(self, ended: Sequence[Ended], batch: Batch, size: int) -> Batch:
        """Record outcomes and what follows from them, and claim the next batch, in one transaction.

        Patiently: a database that restarts must not cost a second copy.
        """
        following = patiently(lambda: self._commit(ended, batch, size), batch.ends_at)
        self._relay_ok |= _any_sent(ended)
        self._tried += sum(outcome.counts_as_attempt for _delivery, outcome in ended)
        self._wanted = frozenset()
        self._wanted_at = 0
        return following

    @transaction.atomic
    def _commit(self, ended: Sequence[Ended], batch: Batch, size: int) -> Batch:
        """Record what is not recorded; all of it on a new connection, for a crash may have undone the rest.

        On the same one this commit has the disk hold the earlier ones too.
        """
        connection.ensure_connection()
        known = self._recorded if connection.connection is self._recorded_by else 0
        following = ledger.finish_and_claim(ended[known:], batch, size)
        self._note_relay(ended)
        alarms.handle_failures([*ended, *following.claim.stranded])
        return following

    def _note_relay(self, ended: Sequence[Ended]) -> None:
        """Let the relay rest after trouble; forget earlier trouble once it took a message in this run."""
        if self._trouble:
            log.warning("The mail relay rests: %s", self._trouble)
            ledger.rest_relay(self._trouble)
        elif not self._relay_ok and _any_sent(ended):
            ledger.wake_relay()


def _any_sent(ended: Sequence[Ended]) -> bool:
    return any(outcome.state == DeliveryState.SENT for _delivery, outcome in ended)


def _letters_named(names: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Letter]:
    """Return letters and versions by the letter's key and the version's name; three queries at most."""
    numbers, versions = {number for number, _name in names}, {name for _number, name in names}
    rows = Letter.objects.filter(pk__in=numbers).select_related("attachment").prefetch_related("inlines")
    letters = {letter.pk: letter for letter in rows}
    learned = {(number, ""): letter for number, letter in letters.items()}
    if any(versions):
        for each in Version.objects.filter(letter__in=letters.keys()):
            learned[each.letter_id, each.name] = letters[each.letter_id].as_version(each)
    return learned


def _prepared(letter: Letter) -> tuple[str, Compiled]:
    return parseaddr(letter.sender)[1], compile_letter(letter)
