"""What a relay may do wrong, by a seed: one message in eight meets one of these at its first two tries."""

import random
from pathlib import Path
from typing import NamedTuple

_AT_RECIPIENT = (b"421 4.7.0 closing", b"450 4.2.1 busy", b"451 4.7.1 greylisted", b"550 5.1.1 no such user")
_TRIES = 2


class End(NamedTuple):
    """What happens after a message has come in whole; `is_taken`: the relay has it, whatever it says."""

    reply: bytes = b""
    is_taken: bool = False
    closes: bool = False
    is_silent: bool = False


_AT_END = {
    "451": End(b"451 4.3.0 not now\r\n"),
    "452": End(b"452 4.2.2 full\r\n"),
    "552": End(b"552 5.2.2 over quota\r\n"),
    "554": End(b"554 5.7.1 spam\r\n"),
    "dropped before": End(closes=True),
    "dropped after": End(is_taken=True, closes=True),
    "half an answer": End(b"250 2.0.0 ta", is_taken=True, closes=True),
}
_NEVER = End(is_silent=True)


class Trouble:
    """Decides by a seed; where the sender is left in doubt about what was taken, a file counts it."""

    def __init__(self, seed: int, log: Path) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same trouble for the same seed
        self._tries: dict[bytes, int] = {}
        self._doubts = log.with_suffix(".doubts")
        self._doubts.write_text("")
        self._silences = 1

    def at_recipient(self, recipient: bytes) -> bytes | None:
        """Return the answer to RCPT instead of 250."""
        tries = self._tries[recipient] = self._tries.get(recipient, 0) + 1
        if tries > _TRIES or self._random.random() > 1 / 16:
            return None
        return self._random.choice(_AT_RECIPIENT) + b"\r\n"

    def at_end(self, recipient: bytes) -> End | None:
        """Return what happens instead of 250 after the message."""
        if self._tries.get(recipient, 0) > _TRIES or self._random.random() > 1 / 16:
            return None
        if self._silences and self._random.random() < 1 / 20:
            self._silences -= 1
            return _NEVER
        name = self._random.choice(list(_AT_END))
        if _AT_END[name].is_taken:
            with self._doubts.open("a") as file:
                file.write(f"{name}\n")
        return _AT_END[name]
