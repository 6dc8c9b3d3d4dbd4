"""The only place that speaks SMTP: hand one message to the relay and say how that ended."""

import smtplib
import time
from typing import Any

from django.utils.encoding import punycode

from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import DeliveryState
from nfp_portal.mail.replies import RelayRestingError, Reply, interrupted, refused, unconfirmed
from nfp_portal.mail.smtp import Connection

# From the first word to the last answer, however slowly the server drips.
MESSAGE_SECONDS = 30
MESSAGES_PER_CONNECTION = 100
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)


class Session:
    """A connection to the relay that is opened when needed and used for many messages."""

    def __init__(self, relay: dict[str, Any], local_name: str, seconds: float = MESSAGE_SECONDS) -> None:
        self._relay, self._local_name, self._seconds = relay, local_name, seconds
        self._connection: Connection | None = None

    def send(self, sender: str, recipient: str, message: bytes, attempts: int = 1) -> Outcome:
        """Send one message. Raises `RelayRestingError` when the relay takes none at all."""
        ends_at = time.monotonic() + self._seconds
        connection = self._open()
        used = connection.served > 0
        try:
            return self._exchange(connection, ends_at, (sender, recipient, message), attempts)
        except _BROKEN as error:
            self.close()
            if used and time.monotonic() < ends_at:  # a server may hang up on an idle connection
                return self.send(sender, recipient, message, attempts)
            return interrupted(_words(error), attempts)

    def _open(self) -> Connection:
        if self._connection and self._connection.served >= MESSAGES_PER_CONNECTION:
            self.close()
        try:
            self._connection = self._connection or Connection(self._relay, self._local_name)
        except (smtplib.SMTPException, OSError) as error:
            raise RelayRestingError(_words(error)) from error
        return self._connection

    def _exchange(
        self, connection: Connection, ends_at: float, envelope: tuple[str, str, bytes], attempts: int
    ) -> Outcome:
        sender, recipient, message = envelope
        connection.until(ends_at)
        answer = _reply(connection.mail(sender))
        if not answer.is_success:
            self._begin_anew(connection, answer)
            raise RelayRestingError(str(answer))
        answer = _reply(connection.rcpt(in_ascii(recipient)))
        if answer.is_success:
            answer = _reply(connection.docmd("DATA"))
        if answer.code != 354:  # noqa: PLR2004 - go ahead
            self._begin_anew(connection, answer)
            return refused(answer, attempts)
        connection.send_data(message)
        return self._acknowledged(connection, attempts)

    def _acknowledged(self, connection: Connection, attempts: int) -> Outcome:
        try:
            answer = _reply(connection.getreply())
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
            if answer.ends_the_connection or not _reply(connection.docmd("RSET")).is_success:
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
    local, _at, domain = address.rpartition("@")
    return f"{local}@{punycode(domain)}"


def _reply(answer: tuple[int, bytes]) -> Reply:
    return Reply(answer[0], answer[1].decode("utf-8", "replace"))


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
