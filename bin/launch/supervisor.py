"""Keeps the started programs together: if one dies all stop, and at the end none is left."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from launch.backing import Backing
from launch.console import CannotError, why
from launch.processes import Child, Program, end_all, pause, start
from launch.register import Register


class Supervisor:
    """Programs in the order of their start. Each stage stops as a whole, the last one first."""

    def __init__(self, register: Register, logs: Path) -> None:
        self.register = register
        self.logs = logs
        self._stages: list[list[Child]] = []
        for log in logs.glob("*.log"):
            log.replace(log.with_suffix(".previous"))

    def next_stage(self) -> None:
        self._stages.append([])

    def start(self, program: Program) -> Child:
        child = start(
            program, self.logs / f"{program.name.removeprefix('the ').replace(' ', '-').lower()}.log"
        )
        self._stages[-1].append(child)
        self.register.add(child)
        return child

    def start_services(self, backing: Backing) -> None:
        """Start what is ours of database, broker and mail server, all at once, and wait for all."""
        self.next_stage()
        if backing.postgres:
            backing.postgres.prepare(self.logs / "postgres-made.log")
        for service, child in [(service, self.start(service.program())) for service in backing.services()]:
            self.wait_until(service.is_ready, capital(child.program.name))

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float = 60) -> None:
        """Wait for something to be ready. Raises CannotError if a program dies meanwhile or time runs out."""
        deadline = monotonic() + seconds
        while not ready():
            self.check()
            if monotonic() > deadline:
                raise CannotError(f"{what} was not ready after {seconds:.0f} s; see the logs in {self.logs}")
            pause()

    def check(self) -> None:
        """Raise CannotError if a program has ended by itself."""
        for child in (child for stage in self._stages for child in stage):
            if not child.is_alive:
                raise CannotError(
                    f"{capital(child.program.name)} ended by itself (code {child.process.returncode}),"
                    f" so everything was stopped; {why(child.log)}"
                )

    def watch(self) -> None:
        """Stay until a program dies (CannotError) or the end is asked for (KeyboardInterrupt)."""
        while True:
            self.check()
            pause()

    def stop(self) -> None:
        while self._stages:
            end_all(self._stages.pop())


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]
