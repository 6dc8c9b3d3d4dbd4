"""A worker's round: take a window of deliveries, hand them to the relay, write down how each ended.

The window bounds what a killed worker leaves in doubt: at most so many messages may have left without
their outcome being written down. They are sent again under the same Message-ID, flagged as ambiguous.
"""

import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from nfp_portal.mail import actions, alarms, ledger
from nfp_portal.mail.delivery import MESSAGE_SECONDS, Session
from nfp_portal.mail.ledger import Outcome, Taken
from nfp_portal.mail.message import Compiled, UnfitError, compile_letter
from nfp_portal.mail.models import Letter, State
from nfp_portal.mail.replies import RelayRestingError

log = logging.getLogger(__name__)

WINDOW = 16
# So many workers may send at once, whatever their number.
ROUNDS = 2
# A round gives way to other work after so long, and calls for the next one.
ROUND_SECONDS = 10
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

    def __init__(self, window: int) -> None:
        self._window = window
        self._session = Session(settings.MAIL_RELAY, urlsplit(settings.SITE_URL).hostname or "localhost")
        self._welcomed = False
        self._letters: dict[int, tuple[str, Compiled]] = {}

    def go_round(self) -> int:
        ends_at = time.monotonic() + ROUND_SECONDS
        tried = 0
        try:
            while time.monotonic() < ends_at:
                number = self._send_window()
                tried += number
                if not number:
                    break
        finally:
            self._session.say_goodbye()
        return tried

    def _send_window(self) -> int:
        token, lease_ends_at = uuid.uuid4(), time.monotonic() + ledger.LEASE_SECONDS
        taken = ledger.claim(self._window, token)
        if taken:
            ended = self._try_all(taken, lease_ends_at)
            _write_down(ended, token, lease_ends_at)
            self._welcome_back(ended)
            alarms.about(ended)
        return len(taken)

    def _welcome_back(self, ended: Sequence[Ended]) -> None:
        """Forget earlier failures of the relay when it took the round's first message."""
        if not self._welcomed and any(outcome.state == State.SENT for _taken, outcome in ended):
            ledger.wake_relay()
            self._welcomed = True

    def _try_all(self, taken: Sequence[Taken], lease_ends_at: float) -> list[Ended]:
        """Send while the lease holds; what is left over is given back untried."""
        ended: list[Ended] = []
        back = Outcome(State.WAITING, burns=False)
        try:
            for delivery in taken:
                if time.monotonic() + MESSAGE_SECONDS > lease_ends_at:
                    break
                ended.append((delivery, self._try(delivery)))
        except RelayRestingError as error:
            log.warning("The mail relay rests: %s", error)
            ledger.rest_relay(str(error))
            back = Outcome(State.WAITING, str(error), burns=False)
        return ended + [(delivery, back) for delivery in taken[len(ended) :]]

    def _try(self, delivery: Taken) -> Outcome:
        sender, letter = self._letter(delivery.letter_id)
        slots = delivery.slots | {"to": delivery.address, "message_id": delivery.message_id}
        try:
            message = letter.join(slots)
        except UnfitError as error:
            return Outcome(State.FAILED, str(error))
        return self._session.send(sender, delivery.address, message, delivery.attempts)

    def _letter(self, letter_id: int) -> tuple[str, Compiled]:
        if letter_id not in self._letters:
            letter = Letter.objects.get(pk=letter_id)
            self._letters = {letter_id: (parseaddr(letter.sender)[1], compile_letter(letter))}
        return self._letters[letter_id]


def _write_down(ended: Sequence[Ended], token: uuid.UUID, until: float) -> None:
    """Write outcomes down, patiently: a database that restarts must not cost a second copy."""
    while True:
        try:
            ledger.finish(ended, token)
        except _AWAY:
            connection.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
