"""Hand several messages over in one write: PIPELINING (RFC 2920) with BDAT (RFC 3030).

One write takes the place of four for each message, and nobody waits between them. Whatever was written may
have been taken until the relay has answered, so as many messages as are handed over together may be in doubt.
"""

import re
import select
import ssl
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import DeliveryState
from nfp_portal.mail.replies import Reply, not_tried, refused, relay_rests, unconfirmed
from nfp_portal.mail.smtp import Connection, DeadlineSocket

# So many messages at most, and no more than the relay takes in a second.
LARGEST = 16
WORTH_SECONDS = 1.0
# So many bytes at once: what a slow line carries in a few seconds.
LARGEST_WRITE = 1024 * 1024
LONGEST_ANSWER = 64 * 1024
_PART = 4096
_CLOSES = 421
_UNKNOWN_COMMAND = frozenset({500, 502})
_ENDS_IT = re.compile(r"[<>\r\n]")
_OUT_OF_STEP = "The relay gave an answer too many."


class NoBatchesError(Exception):
    """The relay offers CHUNKING and does not know BDAT."""


@dataclass(frozen=True)
class Envelope:
    """One message for one recipient, both addresses in ASCII; `attempts` counts this one."""

    sender: str
    recipient: str
    message: bytes
    attempts: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for an address that a command cannot hold."""
        if not self.sender.isascii() or not self.recipient.isascii():
            raise ValueError("An address is not written in ASCII.")
        if _ENDS_IT.search(self.sender) or _ENDS_IT.search(self.recipient):
            raise ValueError("An address holds a character that ends it.")

    @property
    def commands(self) -> bytes:
        """What the message follows. RSET first: the one before may have ended half-way."""
        envelope = f"RSET\r\nMAIL FROM:<{self.sender}>\r\nRCPT TO:<{self.recipient}>\r\n"
        return f"{envelope}BDAT {len(self.message)} LAST\r\n".encode("ascii")


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
    if line is None:
        return False
    if not isinstance(line, ssl.SSLSocket):
        return not select.select([line], [], [], 0)[0]
    try:
        return Reply.of(connection.rset()).is_success
    except OSError:
        return False


def in_slices(envelopes: Sequence[Envelope]) -> Iterator[list[Envelope]]:
    """Give these in turn, so many at a time as are written in one go."""
    following: list[Envelope] = []
    for envelope in envelopes:
        following.append(envelope)
        if sum(len(each.message) for each in following) >= LARGEST_WRITE:
            yield following
            following = []
    if following:
        yield following


def hand_over(connection: Connection, envelopes: Sequence[Envelope]) -> list[Outcome]:
    """Hand these over, and give their outcomes in order. If the line breaks, the unanswered are in doubt.

    Raises `NoBatchesError` where the relay does not know BDAT after all; it took none of these.
    """
    content = b"".join(part for each in envelopes for part in (each.commands, each.message))
    with suppress(OSError):  # what the relay answered before it hung up is read all the same
        connection.send_data(content)
    answers = _Answers(connection)
    outcomes = [answers.outcome(envelope.attempts) for envelope in envelopes]
    if answers.has_more:  # an answer too many: nobody knows which belongs to which message
        return [unconfirmed(_OUT_OF_STEP, envelope.attempts) for envelope in envelopes]
    return outcomes


class _Answers:
    """The relay's answers in turn, until the line breaks."""

    def __init__(self, connection: Connection) -> None:
        self._line = cast("DeadlineSocket", connection.sock)
        self._lines: deque[bytes] = deque()
        self._begun = b""  # of a line whose end has not come
        self._broken = ""
        # Why the relay closed the line, if that was its last word: it took nothing of what follows.
        self._closing = ""

    @property
    def has_more(self) -> bool:
        """Whether something came after the last answer, on a line that is whole."""
        return bool(self._lines or self._begun) and not self._broken

    def outcome(self, attempts: int) -> Outcome:
        """Read the four answers to one message: to RSET, MAIL, RCPT and BDAT."""
        _reset, mail, recipient, data = (self._next() for _command in range(4))
        if mail is not None and not mail.is_success:
            return relay_rests(mail)
        if recipient is not None and not recipient.is_success:
            return refused(recipient, attempts)
        if data is None and self._broken and self._closing:
            return not_tried(self._closing)
        if data is None or not data.is_clear:
            self._broken = self._broken or str(data)
            return unconfirmed(self._broken, attempts)
        if data.code in _UNKNOWN_COMMAND:
            raise NoBatchesError
        return Outcome(DeliveryState.SENT, str(data)) if data.is_success else refused(data, attempts)

    def _next(self) -> Reply | None:
        if self._broken:
            return None
        try:
            reply = self._read()
        except OSError as error:
            self._broken = str(error) or type(error).__name__
            return None
        self._closing = str(reply) if reply.code == _CLOSES else ""
        return reply

    def _read(self) -> Reply:
        """Read one answer; of several lines the text of all. Raises OSError where the line broke."""
        line = self._read_line()
        if line[3:4] != b"-":
            return _reply_in(line)
        texts = []
        while line[3:4] == b"-":
            texts.append(_reply_in(line).text)
            line = self._read_line()
        last = _reply_in(line)
        return Reply(last.code, "\n".join((*texts, last.text)))

    def _read_line(self) -> bytes:
        while not self._lines:
            part = bytearray(_PART)
            number = self._line.recv_into(part)
            if not number or len(self._begun) > LONGEST_ANSWER:
                raise ConnectionResetError("The relay closed the line.")
            *lines, self._begun = (self._begun + part[:number]).split(b"\n")
            self._lines.extend(lines)
        return self._lines.popleft()


@lru_cache(64)
def _reply_in(line: bytes) -> Reply:
    """Return what one line of an answer says: most are the same for every message."""
    return Reply(int(line[:3]) if line[:3].isdigit() else -1, line[4:].strip().decode("utf-8", "replace"))
