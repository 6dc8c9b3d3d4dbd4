"""The portal's own programs and their settings."""

import json
import os
import secrets
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from launch.console import LaunchError
from launch.fonts import only_ours
from launch.paths import Paths, write_private
from launch.ports import LOOPBACK
from launch.processes import Program, call
from launch.services import Services

APPS = ("nfp_portal", "network", "meetings", "exchange", "newsletter")
CELERY = ("-m", "celery", "-A", "nfp_portal.celery")
SETTINGS = (
    "SITE_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "MEDIA_DIR",
    "DEMO",
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "EMAIL_URL",
)
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")


def settings(paths: Paths, services: Services, port: int) -> dict[str, str]:
    """Return the environment of the portal's programs; variables that are set already win."""
    ours = {
        "SITE_URL": f"http://{LOOPBACK}:{port}",
        "SECRET_KEY": secret_key(paths),
        "ALLOWED_HOSTS": f"{LOOPBACK},localhost",
        "MEDIA_DIR": str(paths.media),
        "DEMO": "1",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "nfp_portal.settings",
    }
    return ours | os.environ | services.addresses()


def secret_key(paths: Paths) -> str:
    """Return this checkout's key, created at the first start; only its owner may read it."""
    path = paths.local / "secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def shared(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that the other commands of this checkout need."""
    return {name: environment[name] for name in SETTINGS if name in environment}


def as_app(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of web server and workers, without the owner's address."""
    return {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}


def as_owner(environment: Mapping[str, str]) -> dict[str, str]:
    return as_app(environment) | {"DATABASE_URL": environment["DATABASE_OWNER_URL"]}


@dataclass(frozen=True)
class Portal:
    """The portal of one checkout on one port."""

    paths: Paths
    port: int
    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/"

    def programs(self) -> Iterator[Program]:
        """Yield the web server, the workers and the scheduler."""
        app = as_app(self.environment)
        yield self._program("the web server", app, *self._web())
        yield self._worker("the worker", app, "mail,default", 2)
        yield self._worker("the PDF worker", app | only_ours(self.paths.root, self.paths.local), "pdf", 1)
        beat = ("beat", "--schedule", str(self.paths.local / "beat"), "--pidfile=", "--loglevel", "INFO")
        yield self._celery("the scheduler", app, *beat)

    def _worker(self, name: str, environment: Mapping[str, str], queues: str, processes: int) -> Program:
        taking = ("worker", "-Q", queues, "-n", f"{queues.partition(',')[0]}@%h", "-c", str(processes))
        return self._celery(name, environment, *taking, *QUIET)

    def _celery(self, name: str, environment: Mapping[str, str], *arguments: str) -> Program:
        """Return a Celery program, of lower priority than the web server."""
        plain = self._program(name, environment, *CELERY, *arguments)
        return replace(plain, argv=("nice", "-n", "5", *plain.argv))

    def _program(self, name: str, environment: Mapping[str, str], *arguments: str) -> Program:
        return Program(name, (self.paths.python, *arguments), environment, cwd=self.paths.root)

    def _web(self) -> tuple[str, ...]:
        listening = (
            "nfp_portal.wsgi",
            "--bind",
            f"{LOOPBACK}:{self.port}",
            "--preload",
            "--no-control-socket",
        )
        threads = ("--workers", "2", "--worker-class", "gthread", "--threads", "8")
        return ("-m", "gunicorn", *listening, *threads, "--graceful-timeout", "1", "--timeout", "60")

    def manage(self, *arguments: str, owner: bool = False) -> None:
        """Run a management command. Raises LaunchError with the end of its output."""
        environment = as_owner(self.environment) if owner else as_app(self.environment)
        program = self._program(f"manage.py {arguments[0]}", environment, "manage.py", *arguments)
        call(program, self.paths.log / "prepare.log")

    def sign_ins(self) -> dict[str, dict[str, str]]:
        """Return the demonstration accounts: each role's e-mail and password."""
        done = subprocess.run(
            (self.paths.python, "manage.py", "demo_sign_ins", "--json"),
            env=as_app(self.environment),
            cwd=self.paths.root,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise LaunchError(f"manage.py demo_sign_ins failed:\n{done.stderr}")
        return dict(json.loads(done.stdout))

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}readyz", timeout=5) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)  # noqa: PLR2004
        except OSError:
            return False
