"""What the commands say to the person in front of them."""

import sys
from pathlib import Path

TAIL = 15
DISK_FULL = ("No space left on device", "Check free disk space")


class CannotError(Exception):
    """The command cannot go on; its text is one sentence that tells the person what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def end_of(log: Path) -> str:
    """Give the last lines of a log, indented, for a message about what ended."""
    if not log.exists():
        return "    (nothing was written)"
    lines = log.read_text(errors="replace").splitlines()[-TAIL:]
    return "\n".join(f"    {line}" for line in lines) or "    (nothing was written)"


def why(log: Path) -> str:
    """Tell from a log why a program failed: in our words where we know them, else in its own last ones."""
    words = end_of(log)
    if any(sign in words for sign in DISK_FULL):
        return "the disk is full: free some space and start again."
    return f"the end of {log}:\n{words}"
