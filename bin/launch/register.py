"""What runs in this checkout: a lock, and a list of children that outlives a killed supervisor."""

import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from launch.console import LaunchError
from launch.paths import write_private
from launch.processes import Child, kill_leftover


class Register:
    """The lock and the list of one supervisor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: int | None = None
        self._children: list[Child] = []

    @property
    def _list(self) -> Path:
        return self.folder / "children.json"

    @property
    def _facts(self) -> Path:
        return self.folder / "running.json"

    def take(self) -> bool:
        """Take the lock if it is free; it is released with the process."""
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def require(self) -> None:
        """Take the lock. Raises LaunchError if another process has it."""
        if not self.take():
            facts = self.facts()
            raise LaunchError(
                f"The portal of this folder is already running: {facts.get('address', 'it is just starting')}"
                f" (process {facts.get('pid', 'unknown')}). Stop that one with Ctrl-C first."
            )

    def release(self) -> None:
        if self._lock is not None:
            self._facts.unlink(missing_ok=True)
            self._list.unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def publish(self, facts: Mapping[str, object]) -> None:
        """Write facts for the other commands of this checkout; only the owner may read them."""
        write_private(self._facts, json.dumps({**facts, "pid": os.getpid()}))

    def facts(self) -> dict[str, Any]:
        facts = _read(self._facts)
        return facts if isinstance(facts, dict) else {}

    def add(self, child: Child) -> None:
        self._children.append(child)
        rows = [[each.process.pid, each.started, int(each.program.stop_signal)] for each in self._children]
        write_private(self._list, json.dumps(rows))

    def end_leftovers(self) -> int:
        """Kill what a killed run left behind; returns the number of programs."""
        rows = _read(self._list)
        left = reversed(rows) if isinstance(rows, list) else ()
        return sum(kill_leftover(*each) for each in left)


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
