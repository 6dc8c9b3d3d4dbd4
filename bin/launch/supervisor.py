"""Runs programs together: if one ends, all are stopped."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from launch.console import LaunchError, reason_in
from launch.processes import Child, Program, end_all, pause, start
from launch.register import Register
from launch.services import Services


class Supervisor:
    """Programs in stages; the last stage is stopped first."""

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

    def start_services(self, services: Services) -> None:
        """Start the services that are not given, all at once, and wait until they are ready."""
        self.next_stage()
        if services.postgres:
            services.postgres.prepare(self.logs / "postgres-made.log")
        for service, child in [(service, self.start(service.program())) for service in services.started()]:
            self.wait_until(service.is_ready, capital(child.program.name))

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float = 60) -> None:
        """Wait until something is ready. Raises LaunchError if a program ends or time runs out."""
        deadline = monotonic() + seconds
        while not ready():
            self.check()
            if monotonic() > deadline:
                raise LaunchError(f"{what} was not ready after {seconds:.0f} s; see the logs in {self.logs}")
            pause()

    def check(self) -> None:
        """Raise LaunchError if a program has ended."""
        for child in (child for stage in self._stages for child in stage):
            if not child.is_alive:
                raise LaunchError(
                    f"{capital(child.program.name)} ended by itself (code {child.process.returncode}),"
                    f" so everything was stopped; {reason_in(child.log)}"
                )

    def watch(self) -> None:
        """Wait until a program ends (LaunchError) or a signal arrives (KeyboardInterrupt)."""
        while True:
            self.check()
            pause()

    def stop(self) -> None:
        while self._stages:
            end_all(self._stages.pop())


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]
