"""Hand several messages over in one write: PIPELINING (RFC 2920) with BDAT (RFC 3030).

One write takes the place of four for each message, and nobody waits between them. Whatever was written may
have been taken until the relay has answered, so as many messages as are handed over together may be in doubt.
"""

import select
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import DeliveryState
from nfp_portal.mail.replies import Reply, not_tried, refused, relay_rests, unconfirmed
from nfp_portal.mail.smtp import Connection

# So many messages at most, and no more than the relay takes in a second.
LARGEST = 16
WORTH_SECONDS = 1.0


@dataclass(frozen=True)
class Envelope:
    """One message for one recipient, both addresses in ASCII; `attempts` counts this one."""

    sender: str
    recipient: str
    message: bytes
    attempts: int = 1

    def commands(self) -> bytes:
        """Write the message with its commands. RSET first: the one before may have ended half-way."""
        if any(mark in self.sender + self.recipient for mark in "<>\r\n"):
            raise ValueError("An address holds a character that ends it.")
        envelope = f"RSET\r\nMAIL FROM:<{self.sender}>\r\nRCPT TO:<{self.recipient}>\r\n"
        return b"%bBDAT %d LAST\r\n%b" % (envelope.encode("ascii"), len(self.message), self.message)


class Pace:
    """How many messages to hand over next: one at first, twice as many each time while the relay is quick."""

    def __init__(self) -> None:
        self.size = 1

    def note(self, number: int, seconds: float) -> None:
        worth = WORTH_SECONDS * number / max(seconds, 0.001)
        self.size = max(1, min(LARGEST, self.size * 2, int(worth)))


def takes_batches(connection: Connection) -> bool:
    return connection.has_extn("pipelining") and connection.has_extn("chunking")


def is_open(connection: Connection) -> bool:
    """Whether the relay still holds a connection that was used before; it may hang up on an idle one.

    On a plain line nothing is to be read from it. An encrypted one may hold records that are no answer, so
    the relay is asked.
    """
    line = connection.sock
    if line is None or isinstance(line, ssl.SSLSocket):
        return line is not None and connection.rset()[0] == 250  # noqa: PLR2004 - done
    return not select.select([line], [], [], 0)[0]


def hand_over(connection: Connection, envelopes: Sequence[Envelope]) -> list[Outcome]:
    """Hand these over, and give their outcomes in order. If the line breaks, the unanswered are in doubt."""
    content = b"".join(envelope.commands() for envelope in envelopes)
    with suppress(OSError):  # what the relay answered before it hung up is read all the same
        connection.send_data(content)
    answers = _Answers(connection)
    return [answers.outcome(envelope.attempts) for envelope in envelopes]


class _Answers:
    """The relay's answers in turn, until the line breaks or the relay says that it closes it (421)."""

    def __init__(self, connection: Connection) -> None:
        self._broken = ""
        self._closing = ""
        self._connection = connection

    def outcome(self, attempts: int) -> Outcome:
        """Read the four answers to one message: to RSET, MAIL, RCPT and BDAT."""
        if self._closing:
            return not_tried(self._closing)
        replies = [self._next() for _command in range(4)]
        _reset, mail, recipient, data = replies
        if data is not None and data.is_success:
            return Outcome(DeliveryState.SENT, str(data))
        closing = next((reply for reply in replies if reply and reply.ends_the_connection), None)
        self._closing = str(closing) if closing else ""
        if mail is not None and not mail.is_success:
            return relay_rests(mail)
        if recipient is not None and not recipient.is_success:
            return refused(recipient, attempts)
        if data is not None and data.is_clear:
            return refused(data, attempts)
        return unconfirmed(str(data or self._broken), attempts)

    def _next(self) -> Reply | None:
        if self._broken or self._closing:
            return None
        try:
            return Reply.of(self._connection.getreply())
        except OSError as error:
            self._broken = str(error) or type(error).__name__
            return None
