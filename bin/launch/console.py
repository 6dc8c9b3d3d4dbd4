"""Output of the commands."""

import sys
from pathlib import Path

TAIL = 15
DISK_FULL = ("No space left on device", "Check free disk space")


class LaunchError(Exception):
    """The command cannot go on; the message says in one sentence what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def end_of(log: Path) -> str:
    """Return the last lines of a log, indented."""
    if not log.exists():
        return "    (nothing was written)"
    lines = log.read_text(errors="replace").splitlines()[-TAIL:]
    return "\n".join(f"    {line}" for line in lines) or "    (nothing was written)"


def reason_in(log: Path) -> str:
    """Return why a program failed: a known reason, else the end of its log."""
    tail = end_of(log)
    if any(sign in tail for sign in DISK_FULL):
        return "the disk is full: free some space and start again."
    return f"the end of {log}:\n{tail}"
