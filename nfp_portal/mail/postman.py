"""A worker's round: take a window of deliveries, hand them to the relay, write down how each ended.

The window bounds what a killed worker leaves in doubt: at most so many messages may have left without
their outcome being written down. They are sent again under the same Message-ID, flagged as ambiguous.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection, transaction

from nfp_portal.database.away import is_away, patiently
from nfp_portal.mail import actions, alarms, ledger
from nfp_portal.mail.delivery import MESSAGE_SECONDS, Session, in_ascii
from nfp_portal.mail.ledger import Outcome, Taken, Window
from nfp_portal.mail.message import Compiled, compile_letter
from nfp_portal.mail.models import Letter, State
from nfp_portal.mail.replies import RelayRestingError, Streak

log = logging.getLogger(__name__)

WINDOW = 16
# So many workers may send at once, whatever their number.
ROUNDS = 2
# A round gives way to other work, and to a worker that is asked to stop, and calls for the next one.
ROUND_SECONDS = 2
# Who unsubscribes gets nothing that leaves later than this.
LOOK_SECONDS = 0.05
_LOCKS = 20060413

Ended = tuple[Taken, Outcome]


def dispatch(window: int = WINDOW) -> int:
    """Send what is due; give how many messages were tried. Safe to call at any time, any number of times."""
    tried = 0
    with _place() as free:
        if free and not settings.MAIL_HOLD:
            postman = Postman(window)
            tried = postman.go_round()
    if tried and ledger.anything_due():
        actions.wake_dispatch()
    return tried


@contextmanager
def _place() -> Iterator[bool]:
    """Take one of the places for senders; Postgres frees it should we vanish."""
    place = next((number for number in range(ROUNDS) if _lock("pg_try_advisory_lock", number)), None)
    try:
        yield place is not None
    finally:
        if place is not None:
            _leave(place)


def _lock(function: str, place: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCKS, place])
        return bool(cursor.fetchone()[0])


def _leave(place: int) -> None:
    try:
        _lock("pg_advisory_unlock", place)
    except Error as error:
        if not is_away(error):
            raise
        connection.close()  # the place was free when the line broke


class Postman:
    """One round with one line to the relay."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._session = Session(settings.MAIL_RELAY, urlsplit(settings.SITE_URL).hostname or "localhost")
        self._welcomed = False
        self._trouble = ""
        self._streak = Streak()
        self._letters: dict[int, tuple[str, Compiled]] = {}
        self._wanted: frozenset[int] = frozenset()
        self._looked_at = 0.0

    def go_round(self) -> int:
        ends_at = time.monotonic() + ROUND_SECONDS
        tried = 0
        window = self._turn_page((), ledger.NO_WINDOW, self._size)
        try:
            while window.taken:
                self._learn(window)
                ended = self._try_all(window)
                tried += len(ended)
                goes_on = time.monotonic() < ends_at and not self._trouble
                window = self._turn_page(ended, window, self._size if goes_on else 0)
        finally:
            self._session.say_goodbye()
        return tried

    def _learn(self, window: Window) -> None:
        """Compile the window's letters before the first of them leaves; keep no others."""
        letter_ids = {delivery.letter_id for delivery in window.taken}
        known = {number: self._letters[number] for number in letter_ids & self._letters.keys()}
        missing = Letter.objects.filter(pk__in=letter_ids - known.keys())
        learned = patiently(lambda: list(missing.all()), window.ends_at)
        self._letters = known | {letter.pk: _prepared(letter) for letter in learned}

    def _try_all(self, window: Window) -> list[Ended]:
        """Send while the lease holds; what is left over is given back untried."""
        ended: list[Ended] = []
        self._trouble = ""
        try:
            for delivery in window.taken:
                if self._trouble or time.monotonic() + MESSAGE_SECONDS > window.ends_at:
                    break
                self._look(window)
                ended.append((delivery, self._try(delivery)))
        except RelayRestingError as error:
            self._trouble = str(error)
        back = Outcome(State.WAITING, self._trouble, burns=False)
        return ended + [(delivery, back) for delivery in window.taken[len(ended) :]]

    def _look(self, window: Window) -> None:
        """Ask which of the window are wanted still, before each message of a slow relay."""
        if time.monotonic() > self._looked_at + LOOK_SECONDS:
            self._wanted = patiently(lambda: ledger.wanted(window.taken), window.ends_at)
            self._looked_at = time.monotonic()

    def _try(self, delivery: Taken) -> Outcome:
        """Send one message, unless it is not wanted any more. Raises `RelayRestingError`."""
        if delivery.id not in self._wanted:
            return Outcome(State.WAITING, burns=False)  # the next claim sets it aside, or holds it
        sender, letter = self._letters[delivery.letter_id]
        try:
            own = {"to": in_ascii(delivery.address), "message_id": delivery.message_id}
            message = letter.join(delivery.slots | own)
        except ValueError as error:  # an address or a value that cannot be written in a message
            return Outcome(State.FAILED, str(error))
        outcome = self._session.send(sender, delivery.address, message, delivery.attempts)
        if self._streak.goes_on(outcome, delivery.attempts):
            self._trouble = outcome.reply
        return outcome

    def _turn_page(self, ended: Sequence[Ended], window: Window, size: int) -> Window:
        """Write outcomes and what follows from them down, and take the next window, in one transaction.

        Patiently: a database that restarts must not cost a second copy.
        """
        following = patiently(lambda: self._commit(ended, window, size), window.ends_at)
        self._welcomed |= _any_sent(ended)
        self._wanted = frozenset(delivery.id for delivery in following.taken)  # the claim has looked
        self._looked_at = time.monotonic()
        return following

    @transaction.atomic
    def _commit(self, ended: Sequence[Ended], window: Window, size: int) -> Window:
        following = ledger.turn_page(ended, window, size)
        self._note_relay(ended)
        alarms.about([*ended, *following.claimed.stranded])
        return following

    def _note_relay(self, ended: Sequence[Ended]) -> None:
        """Let the relay rest after trouble; forget earlier trouble when it took the round's first message."""
        if self._trouble:
            log.warning("The mail relay rests: %s", self._trouble)
            ledger.rest_relay(self._trouble)
        elif not self._welcomed and _any_sent(ended):
            ledger.wake_relay()


def _any_sent(ended: Sequence[Ended]) -> bool:
    return any(outcome.state == State.SENT for _taken, outcome in ended)


def _prepared(letter: Letter) -> tuple[str, Compiled]:
    return parseaddr(letter.sender)[1], compile_letter(letter)
