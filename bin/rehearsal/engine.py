"""Docker and its compose plugin, as an operator would call them."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

SITE = "portal.localhost"  # a name for which the proxy makes its own certificate
SERVICES = ("database", "broker", "web", "worker", "pdf-worker", "scheduler", "proxy")
PATIENCE = 900


class RehearsalError(Exception):
    """A check of the rehearsal failed; the message says what was found."""


def expect(fact: object, what: object) -> None:
    """Raises `RehearsalError` with `what` unless the fact holds."""
    if not fact:
        raise RehearsalError(str(what))


def wait_for(ready: Callable[[], object], what: str, seconds: float = 90) -> float:
    """Wait until `ready` returns something true; returns the seconds."""
    started = monotonic()
    while not ready():
        if monotonic() - started > seconds:
            raise RehearsalError(f"{what}: not within {seconds:.0f} s")
        sleep(0.2)
    return monotonic() - started


def run(*argv: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Return the output of a command. Raises `RehearsalError` with the end of its output if it fails."""
    done = subprocess.run(
        argv,
        cwd=cwd,
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise RehearsalError(f"{' '.join(map(str, argv))}: {(done.stderr or done.stdout).strip()[-1500:]}")
    return done.stdout


def docker(*argv: str) -> str:
    return run("docker", *argv)


def require_docker() -> None:
    """Raises `RehearsalError` where there is no engine that containers could run on."""
    try:
        run("docker", "compose", "version")
        run("docker", "info")
    except (OSError, RehearsalError) as error:
        needs = "bin/rehearse needs Docker with its compose plugin and a running engine"
        raise RehearsalError(f"{needs}: {error}") from error


@dataclass(frozen=True)
class Stack:
    """A clone of the portal with its containers, listening on this machine only."""

    name: str
    folder: Path
    http: int
    https: int

    @property
    def environment(self) -> dict[str, str]:
        return {"COMPOSE_PROJECT_NAME": self.name}

    def run(self, *argv: str | Path) -> str:
        """Run a command in the clone, as its operator."""
        return run(*argv, cwd=self.folder, env=self.environment)

    def compose(self, *argv: str) -> str:
        return self.run("docker", "compose", *argv)

    def manage(self, *argv: str | Path) -> str:
        return self.run(self.folder / "bin/manage", *argv)

    def inside(self, service: str, *argv: str) -> str:
        return self.compose("exec", "--no-TTY", service, *argv)

    def sql(self, query: str) -> str:
        return self.inside("database", "psql", "-U", "postgres", "-d", "nfp", "-Atc", query).strip()

    def settings(self, **values: str) -> None:
        """Write these into .env, beside those that are there."""
        file = self.folder / ".env"
        lines = dict(line.split("=", 1) for line in file.read_text().splitlines()) if file.exists() else {}
        file.write_text("".join(f"{name}={value}\n" for name, value in (lines | values).items()))

    def ids(self, service: str) -> str:
        return self.compose("ps", "--quiet", service).strip()

    def is_healthy(self) -> bool:
        ids = self.compose("ps", "--quiet").split()
        format_ = "{{.State.Running}} {{if .State.Health}}{{.State.Health.Status}}{{end}}"
        states = docker("inspect", "--format", format_, *ids).splitlines() if ids else []
        return len(states) >= len(SERVICES) and all(state == "true healthy" for state in states)

    def authority(self) -> str:
        """Return the certificate that the proxy signs its own with."""
        return self.inside("proxy", "cat", "/data/caddy/pki/authorities/local/root.crt")

    def remove(self) -> None:
        if self.folder.exists():
            self.compose(
                "--profile", "maintenance", "down", "--volumes", "--remove-orphans", "--timeout", "2"
            )


def clone(source: Path, goal: Path) -> None:
    """Copy the files of git, with the rights of a clone under umask 077."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=source)
    for name in filter(None, listed.split("\0")):
        if (source / name).is_file():
            (goal / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy(source / name, goal / name)
            (goal / name).chmod((source / name).stat().st_mode & 0o700)
