"""Starts and stops programs, each in a session of its own."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from launch.console import LaunchError, reason_in

TICK = 0.03
GRACE = 3.0


class Flag:
    """What a signal handler may set: a `threading.Event` can lock up when it is set during its own wait."""

    is_set = False

    def set(self) -> None:
        self.is_set = True

    def wait(self, seconds: float) -> bool:
        """Sleep, then say whether it was set."""
        time.sleep(seconds)
        return self.is_set


stop_requested = Flag()


def handle_signals() -> None:
    """Let INT, TERM and HUP set `stop_requested`, which every wait in this module notices within a tick."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop_requested.set())


def pause() -> None:
    """Wait a tick. Raises KeyboardInterrupt after a signal."""
    if stop_requested.wait(TICK):
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Program:
    """A program to start: `account` is a user id (None: ours), `reads` its standard input."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str] | None = None
    account: int | None = None
    cwd: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    reads: Path = Path(os.devnull)


@dataclass
class Child:
    """A started program."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path
    started: str

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def request_stop(self) -> None:
        _signal_group(self.process.pid, self.program.stop_signal, leader_only=True)

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic), then kill the session."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(program: Program, log: Path) -> Child:
    with log.open("ab") as output, program.reads.open("rb") as stdin:
        process = subprocess.Popen(
            program.argv,
            cwd=program.cwd,
            env=program.env,
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=program.account,
            group=program.account,
            extra_groups=None if program.account is None else [],
        )
    return Child(program, process, log, started_at(process.pid))


def end_all(children: Sequence[Child], grace: float = GRACE) -> None:
    """Stop all at once and wait for them together."""
    for child in children:
        child.request_stop()
    deadline = time.monotonic() + grace
    for child in children:
        child.end(deadline)


def call(program: Program, log: Path) -> None:
    """Run a program. Raises LaunchError with the end of its output if it fails."""
    child = start(program, log)
    try:
        while child.is_alive:
            pause()
    finally:
        end_all([child] if child.is_alive else [])
    if child.process.returncode != 0:
        raise LaunchError(f"{program.name} failed; {reason_in(log)}")


def started_at(pid: int) -> str:
    """Return when a live process started, "" if there is none; with its pid this identifies a process."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return "" if Path("/proc/self").exists() else _started_by_ps(pid)
    return "" if fields[0] == "Z" else fields[19]


def _started_by_ps(pid: int) -> str:
    listing = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)],  # noqa: S607 - where there is no /proc, ps is on PATH
        capture_output=True,
        text=True,
        check=False,
    )
    return listing.stdout.strip()


def kill_leftover(pid: int, started: str, stop_signal: int) -> bool:
    """Kill the session of a process that an earlier run left; returns whether it was still there."""
    if not started or started_at(pid) != started:
        return False
    _signal_group(pid, stop_signal, leader_only=True)
    deadline = time.monotonic() + GRACE
    while started_at(pid) == started and time.monotonic() < deadline:
        time.sleep(TICK)
    _signal_group(pid, signal.SIGKILL)
    return True


def _signal_group(pid: int, number: int, *, leader_only: bool = False) -> None:
    with suppress(ProcessLookupError, PermissionError):
        (os.kill if leader_only else os.killpg)(pid, number)
