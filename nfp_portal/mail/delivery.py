"""Hand messages to the relay, together where it takes them so, and say how each ended."""

import smtplib
import time
from collections.abc import Sequence
from typing import Any

from django.utils.encoding import punycode

from nfp_portal.mail.batches import (
    Envelope,
    NoBatchesError,
    Pace,
    hand_over,
    in_slices,
    is_open,
    takes_batches,
)
from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import DeliveryState
from nfp_portal.mail.replies import RelayRestingError, Reply, interrupted, refused, relay_rests, unconfirmed
from nfp_portal.mail.smtp import Connection

# From the first word to the last answer, however slowly the server drips.
MESSAGE_SECONDS = 30
MESSAGES_PER_CONNECTION = 100
# Relays that offered batches and did not take them, as this process learned.
_WITHOUT_BATCHES: set[str] = set()
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)


class Session:
    """A connection to the relay that is opened when needed and used for many messages."""

    def __init__(self, relay: dict[str, Any], local_name: str, seconds: float = MESSAGE_SECONDS) -> None:
        self._relay, self._local_name, self._seconds = relay, local_name, seconds
        self._connection: Connection | None = None
        self._pace = Pace()
        self.takes_batches = False  # known once a connection was opened

    @property
    def at_once(self) -> int:
        """How many messages to give to `send` next: one, unless the relay takes batches and is quick."""
        return self._pace.size

    def send(self, envelopes: Sequence[Envelope]) -> list[Outcome]:
        """Send these and give their outcomes. Raises `RelayRestingError` when the relay cannot be reached."""
        ends_at = time.monotonic() + self._seconds
        connection = self._open()
        self.takes_batches = takes_batches(connection) and self._relay_name not in _WITHOUT_BATCHES
        if not self.takes_batches:
            self._pace = Pace()
            return [self._send_one(envelope, ends_at) for envelope in envelopes]
        try:
            return [end for part in in_slices(envelopes) for end in self._send_together(part, ends_at)]
        except NoBatchesError:
            _WITHOUT_BATCHES.add(self._relay_name)
            self.close()
            return self.send(envelopes)

    def _send_together(self, envelopes: Sequence[Envelope], ends_at: float) -> list[Outcome]:
        connection = self._still_open(self._open(), ends_at)
        began = time.monotonic()
        outcomes = hand_over(connection, envelopes)
        connection.served += len(envelopes)
        self._pace.note(len(envelopes), time.monotonic() - began)
        if any(outcome.ends_the_line for outcome in outcomes):
            self.close()
            self._pace = Pace()
        return outcomes

    @property
    def _relay_name(self) -> str:
        return f"{self._relay['EMAIL_HOST']}:{self._relay['EMAIL_PORT']}"

    def _still_open(self, connection: Connection, ends_at: float) -> Connection:
        """Return this connection, or a new one where the relay hung up on it; it has until `ends_at`."""
        connection.until(ends_at)
        if connection.served and not is_open(connection):
            self.close()
            connection = self._open()
            connection.until(ends_at)
        return connection

    def _send_one(self, envelope: Envelope, ends_at: float) -> Outcome:
        connection = self._open()
        used = connection.served > 0
        try:
            return self._exchange(connection, ends_at, envelope)
        except _BROKEN as error:
            self.close()
            if used and time.monotonic() < ends_at:  # a server may hang up on an idle connection
                return self._send_one(envelope, ends_at)
            return interrupted(_words(error), envelope.attempts)

    def _open(self) -> Connection:
        if self._connection and self._connection.served >= MESSAGES_PER_CONNECTION:
            self.close()
        try:
            self._connection = self._connection or Connection(self._relay, self._local_name)
        except (smtplib.SMTPException, OSError) as error:
            raise RelayRestingError(_words(error)) from error
        return self._connection

    def _exchange(self, connection: Connection, ends_at: float, envelope: Envelope) -> Outcome:
        connection.until(ends_at)
        answer = Reply.of(connection.mail(envelope.sender))
        if not answer.is_success:
            self._begin_anew(connection, answer)
            return relay_rests(answer)
        answer = Reply.of(connection.rcpt(envelope.recipient))
        if answer.is_success:
            answer = Reply.of(connection.docmd("DATA"))
        if answer.code != 354:  # noqa: PLR2004 - go ahead
            self._begin_anew(connection, answer)
            return refused(answer, envelope.attempts)
        connection.send_data(envelope.message + b".\r\n")
        return self._acknowledged(connection, envelope.attempts)

    def _acknowledged(self, connection: Connection, attempts: int) -> Outcome:
        try:
            answer = Reply.of(connection.getreply())
        except _BROKEN as error:
            self.close()
            return unconfirmed(_words(error), attempts)
        connection.served += 1
        if answer.is_success:
            return Outcome(DeliveryState.SENT, str(answer))
        self._begin_anew(connection, answer)
        return refused(answer, attempts) if answer.is_clear else unconfirmed(str(answer), attempts)

    def _begin_anew(self, connection: Connection, answer: Reply) -> None:
        """Leave the refused transaction behind: by RSET, or by a new connection if this one has no use."""
        connection.served += 1
        try:
            if answer.ends_the_connection or not Reply.of(connection.docmd("RSET")).is_success:
                self.close()
        except _BROKEN:  # hanging up does not unsay the answer
            self.close()

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def quit(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.until(time.monotonic() + 2)
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()


def in_ascii(address: str) -> str:
    if address.isascii():
        return address
    local, _at, domain = address.rpartition("@")
    return f"{local}@{punycode(domain)}"


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
