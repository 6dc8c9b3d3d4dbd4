"""A mail server for one's own machine: it keeps the portal's mail and shows it on a page.

`python -m launch.catcher SMTP-PORT PAGE-PORT`. Messages live as long as the process does.
"""

import sys
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

from launch.inbox import InboxHandler
from launch.ports import LOOPBACK

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

KEPT = 10_000
LARGEST = 64 * 1024 * 1024
REFUSED = "refused"


@dataclass(frozen=True)
class Caught:
    """One message as received; `source` is unchanged."""

    number: int
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    source: bytes


class Box:
    """The last KEPT messages, oldest first."""

    def __init__(self) -> None:
        self._messages: deque[Caught] = deque(maxlen=KEPT)
        self._numbers = count(1)
        self._lock = Lock()

    def add(self, sender: str, recipients: list[str], source: bytes) -> None:
        with self._lock:
            number = next(self._numbers)
            self._messages.append(Caught(number, datetime.now(UTC), sender, tuple(recipients), source))

    def all(self) -> list[Caught]:
        with self._lock:
            return list(self._messages)

    def find(self, number: int) -> Caught | None:
        return next((message for message in self.all() if message.number == number), None)

    def empty(self) -> None:
        with self._lock:
            self._messages.clear()


class Keeper:
    """The SMTP handler. Addresses that begin with "refused" are refused, to try bounces."""

    def __init__(self, box: Box) -> None:
        self.box = box

    async def handle_RCPT(  # noqa: N802 - named and called so by aiosmtpd
        self, server: "SMTP", session: "Session", envelope: "Envelope", address: str, options: list[str]
    ) -> str:
        if address.lower().startswith(REFUSED):
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: "SMTP", session: "Session", envelope: "Envelope") -> str:  # noqa: N802
        self.box.add(envelope.mail_from or "", envelope.rcpt_tos, bytes(envelope.original_content or b""))
        return "250 Kept"


def main(smtp: int, page: int) -> None:
    box = Box()
    keeper = Controller(
        Keeper(box), hostname=LOOPBACK, port=smtp, data_size_limit=LARGEST, enable_SMTPUTF8=True
    )
    keeper.start()
    InboxHandler.box = box
    ThreadingHTTPServer((LOOPBACK, page), InboxHandler).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
