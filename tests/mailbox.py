"""What the portal has sent, as the mail catcher keeps it."""

import json
import urllib.request
from email import message_from_bytes, policy
from email.message import EmailMessage
from time import monotonic, sleep
from typing import Any


class Mailbox:
    """The messages caught, oldest first, each as it came over SMTP."""

    def __init__(self, address: str) -> None:
        self.address = address

    def rows(self) -> list[dict[str, Any]]:
        """Give the envelopes with their messages: id, received_at, from, to, subject, source."""
        with urllib.request.urlopen(f"{self.address}messages.json", timeout=10) as answer:  # noqa: S310 - our own
            return list(json.load(answer)["messages"])

    def messages(self) -> list[EmailMessage]:
        """Give the messages as a reader sees them, their lines ended by a line feed alone."""
        sources = (row["source"].replace("\r\n", "\n").encode() for row in self.rows())
        return [message_from_bytes(source, policy=policy.default) for source in sources]

    def wait_for(self, count: int, seconds: float = 20) -> list[EmailMessage]:
        """Wait until at least `count` messages have come; fail after `seconds`."""
        deadline = monotonic() + seconds
        while len(messages := self.messages()) < count:
            assert monotonic() < deadline, f"{len(messages)} of {count} messages came within {seconds} s"
            sleep(0.1)
        return messages

    def clear(self) -> None:
        request = urllib.request.Request(f"{self.address}delete", method="POST")  # noqa: S310 - our own address
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - as above
            pass
