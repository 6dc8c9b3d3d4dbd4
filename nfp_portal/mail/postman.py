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
from django.db import InterfaceError, OperationalError, connection

from nfp_portal.mail import actions, alarms, ledger
from nfp_portal.mail.delivery import MESSAGE_SECONDS, Session, in_ascii
from nfp_portal.mail.ledger import Outcome, Taken, Window
from nfp_portal.mail.message import Compiled, compile_letter
from nfp_portal.mail.models import Letter, State
from nfp_portal.mail.replies import RelayRestingError

log = logging.getLogger(__name__)

WINDOW = 16
# So many workers may send at once, whatever their number.
ROUNDS = 2
# A round gives way to other work, and to a worker that is asked to stop, and calls for the next one.
ROUND_SECONDS = 2
_LOCKS = 20060413
_AWAY = (OperationalError, InterfaceError)

Ended = tuple[Taken, Outcome]


def dispatch(window: int = WINDOW) -> int:
    """Send what is due; give how many messages were tried. Safe to call at any time, any number of times."""
    tried = 0
    with _place() as free:
        if free:
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
    except _AWAY:
        connection.close()


class Postman:
    """One round with one line to the relay."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._session = Session(settings.MAIL_RELAY, urlsplit(settings.SITE_URL).hostname or "localhost")
        self._welcomed = False
        self._trouble = ""
        self._letters: dict[int, tuple[str, Compiled]] = {}

    def go_round(self) -> int:
        ends_at = time.monotonic() + ROUND_SECONDS
        tried = 0
        window = ledger.turn_page((), ledger.NO_WINDOW, self._size)
        try:
            alarms.about(window.claimed.stranded)
            while window.taken:
                self._learn({delivery.letter_id for delivery in window.taken})
                ended = self._try_all(window)
                tried += len(ended)
                goes_on = time.monotonic() < ends_at and not self._trouble
                window = _turn_page(ended, window, self._size if goes_on else 0)
                self._note_relay(ended)
                alarms.about([*ended, *window.claimed.stranded])
        finally:
            self._session.say_goodbye()
        return tried

    def _learn(self, letter_ids: set[int]) -> None:
        """Compile the window's letters before the first of them leaves; keep no others."""
        missing = Letter.objects.filter(pk__in=letter_ids - self._letters.keys())
        known = {number: self._letters[number] for number in letter_ids & self._letters.keys()}
        self._letters = known | {letter.pk: _prepared(letter) for letter in missing}

    def _try_all(self, window: Window) -> list[Ended]:
        """Send while the lease holds; what is left over is given back untried."""
        ended: list[Ended] = []
        self._trouble = ""
        try:
            for delivery in window.taken:
                if time.monotonic() + MESSAGE_SECONDS > window.ends_at:
                    break
                ended.append((delivery, self._try(delivery)))
        except RelayRestingError as error:
            self._trouble = str(error)
        back = Outcome(State.WAITING, self._trouble, burns=False)
        return ended + [(delivery, back) for delivery in window.taken[len(ended) :]]

    def _try(self, delivery: Taken) -> Outcome:
        sender, letter = self._letters[delivery.letter_id]
        try:
            own = {"to": in_ascii(delivery.address), "message_id": delivery.message_id}
            return self._session.send(
                sender, delivery.address, letter.join(delivery.slots | own), delivery.attempts
            )
        except ValueError as error:  # an address or a value that cannot be written in a message
            return Outcome(State.FAILED, str(error))

    def _note_relay(self, ended: Sequence[Ended]) -> None:
        """Let the relay rest after trouble; forget earlier trouble when it took the round's first message."""
        if self._trouble:
            log.warning("The mail relay rests: %s", self._trouble)
            ledger.rest_relay(self._trouble)
        elif not self._welcomed and any(outcome.state == State.SENT for _taken, outcome in ended):
            ledger.wake_relay()
            self._welcomed = True


def _prepared(letter: Letter) -> tuple[str, Compiled]:
    return parseaddr(letter.sender)[1], compile_letter(letter)


def _turn_page(ended: Sequence[Ended], window: Window, size: int) -> Window:
    """Write outcomes down, patiently: a database that restarts must not cost a second copy."""
    while True:
        try:
            return ledger.turn_page(ended, window, size)
        except _AWAY:
            connection.close()
            if time.monotonic() > window.ends_at:
                raise
            time.sleep(0.2)
