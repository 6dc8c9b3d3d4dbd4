"""A started bin/run: its output, its pages, and what it leaves behind."""

import json
import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Self

from launch.ports import prefer
from launch.processes import started_at

PATIENCE = 300
# What the tests themselves were given must not lead a started portal to their services.
SETTINGS = {
    "DATABASE_URL", "DATABASE_OWNER_URL", "APP_DATABASE_URL", "REDIS_URL", "EMAIL_URL",
    "SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "MEDIA_DIR", "DEMO",
}  # fmt: skip


def bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SETTINGS}


def fetch(address: str) -> Any:
    return urllib.request.urlopen(address, timeout=60)  # noqa: S310 - our own address


def still_there(children: list[tuple[int, str]]) -> list[int]:
    return [pid for pid, started in children if started_at(pid) == started]


@dataclass
class Running:
    """The supervisor of one checkout."""

    checkout: Path
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    @contextmanager
    def started(cls, checkout: Path, log: Path, *arguments: str) -> Iterator[Self]:
        with log.open("wb") as output:
            process = subprocess.Popen(
                [checkout / "bin" / "run", "--port", str(prefer(0)), *arguments],
                env=bare_environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield cls(checkout, process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)

    @property
    def output(self) -> str:
        return self.log.read_text()

    @property
    def address(self) -> str:
        return self.wait_for(r"^ready: (\S+)")

    @property
    def inbox(self) -> str:
        return self.wait_for(r"^ready: .* mail: (\S+)")

    def wait_for(self, pattern: str) -> str:
        """Wait until a line of the output matches, and return the first group."""
        deadline = monotonic() + PATIENCE
        while not (match := re.search(pattern, self.output, re.MULTILINE)):
            assert self.process.poll() is None, self.output
            assert monotonic() < deadline, self.output
            sleep(0.05)
        return match[1]

    def children(self) -> list[tuple[int, str]]:
        """Give pid and start time of each program, once all are up."""
        assert self.address
        listed = json.loads((self.checkout / ".local" / "children.json").read_text())
        return [(pid, started) for pid, started, _ in listed]

    def settings(self) -> dict[str, str]:
        return dict(json.loads((self.checkout / ".local" / "running.json").read_text())["settings"])

    def end(self, number: signal.Signals = signal.SIGINT) -> None:
        """Ask for the end and wait for it."""
        self.process.send_signal(number)
        self.process.wait(30)
