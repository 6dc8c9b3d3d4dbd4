"""The services of a benchmark: Postgres, broker, mail sink, scheduler and workers, each killable."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import Any

import psycopg2

from bench.sink import LINE

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT / "bin") not in sys.path:
    sys.path.insert(0, str(ROOT / "bin"))

from launch.paths import Paths, own_folder  # noqa: E402
from launch.ports import LOOPBACK, prefer  # noqa: E402
from launch.processes import Child, Program, end_all, start  # noqa: E402
from launch.services import ServiceOptions, Services, plan  # noqa: E402 - its folder was named just above

KEY = "a key for measurements, which guard nothing but themselves 0123456789"


class TooLateError(Exception):
    """Something did not happen in time."""


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait for a condition; returns the seconds. Raises `TooLateError`."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise TooLateError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.005)
    return time.monotonic() - began


@dataclass
class Environment:
    """The services of one run."""

    folder: Path
    services: Services
    variables: dict[str, str]
    log: Path
    children: dict[str, Child] = field(default_factory=dict)

    # Processes -----------------------------------------------------------------------------------

    def start(self, name: str, program: Program) -> Child:
        child = start(program, self.folder / f"{name}.log")
        self.children[name] = child
        return child

    def kill(self, name: str) -> None:
        """Kill a process and all its children."""
        child = self.children.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, SIGKILL)
        child.process.wait()

    def start_postgres(self) -> None:
        self._start_service("postgres", self.services.postgres)

    def start_broker(self) -> None:
        self._start_service("broker", self.services.broker)

    def _start_service(self, name: str, service: Any) -> None:
        """Start it; a killed Postgres may have to wait for the end of its last process."""
        for _try in range(100):
            child = self.start(name, service.program())
            while child.is_alive:
                if service.is_ready():
                    return
                time.sleep(0.02)
        raise TooLateError(f"{name} did not start; see {self.folder}")

    def start_sink(self, *options: str) -> None:
        """Start the mail sink at its port; `options` of `bench.sink`."""
        port = self.variables["EMAIL_URL"].rpartition(":")[2]
        self.start("sink", self.program("bench.sink", str(self.log), port, *options))

    def start_worker(self, app: str = "bench.fast_beat", name: str = "worker", processes: int = 2) -> None:
        log = self.folder / f"{name}.log"
        log.unlink(missing_ok=True)
        options = ("-A", app, "worker", "-Q", "mail,pdf,default", "-n", f"{name}@%h", "-c", str(processes))
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
        self.start(name, self.program("celery", *options, *quiet))
        wait_until(lambda: " ready." in log.read_text(), 60, "The start of the worker")

    def start_beat(self, app: str = "bench.fast_beat") -> None:
        self.start("beat", self.program("celery", "-A", app, "beat", "-s", str(self.folder / "beat")))

    def program(self, module: str, *arguments: str) -> Program:
        return Program(module, (sys.executable, "-m", module, *arguments), self.variables, cwd=ROOT)

    def run(self, *arguments: str) -> str:
        """Run one of `bench.scenarios` and return its output."""
        return self.call("bench.scenarios", *arguments)

    def call(self, module: str, *arguments: str, variables: Mapping[str, str] | None = None) -> str:
        """Run a module to its end and return its output; `variables` are added to its environment."""
        command = (sys.executable, "-m", module, *arguments)
        of_module = self.variables | dict(variables or {})
        done = subprocess.run(command, cwd=ROOT, env=of_module, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout.strip()

    # Results -------------------------------------------------------------------------------------

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement as the owner of the database and return its rows."""
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        connection = psycopg2.connect(self.variables["DATABASE_OWNER_URL"])
        connection.autocommit = True
        try:
            yield connection
        finally:
            connection.close()

    def arrived(self) -> int:
        """Return the number of messages since `reset`."""
        return self.log.stat().st_size // LINE

    def last_arrival(self) -> float:
        """Return when the last message arrived, by the monotonic clock."""
        return self.log.stat().st_mtime - time.time() + time.monotonic()

    def copies(self) -> Counter[tuple[str, str]]:
        """Return how often each (recipient, Message-ID) arrived."""
        lines = self.log.read_text().splitlines()
        pairs = (line.split() for line in lines)
        return Counter((to, message_id) for to, message_id in pairs)

    def open_deliveries(self) -> int:
        """Return the number of messages that may still be sent."""
        waiting = "SELECT count(*) FROM mail_delivery WHERE state IN ('waiting', 'sending', 'deferred')"
        return int(self.query(waiting)[0][0])

    def reset(self) -> None:
        os.truncate(self.log, 0)

    def stop(self) -> None:
        end_all(list(self.children.values()))


@contextmanager
def environment(*sink: str, durable: bool = True) -> Iterator[Environment]:
    """Start all but the workers, in a temporary folder. `sink`: options of `bench.sink`."""
    paths = Paths(ROOT)
    runs = own_folder(paths.runtime.with_name(f"{paths.runtime.name}-bench"), mode=0o711)
    with tempfile.TemporaryDirectory(dir=runs, prefix="", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        ready = _create(folder, paths, durable=durable)
        try:
            _open(ready, sink)
            yield ready
        finally:
            ready.stop()


def _create(folder: Path, paths: Paths, *, durable: bool) -> Environment:
    services = plan(
        paths, ServiceOptions(folder, folder, sys.executable, durable=durable), {"EMAIL_URL": "given"}
    )
    sink = prefer(0)
    given: Mapping[str, str] = {
        "SITE_URL": f"http://{LOOPBACK}:8000",
        "SECRET_KEY": KEY,
        "EMAIL_URL": f"smtp://{LOOPBACK}:{sink}",
        "MEDIA_DIR": str(folder / "media"),
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "nfp_portal.settings",
    }
    (folder / "media").mkdir()
    variables = {**os.environ, **services.addresses(), **given}
    return Environment(folder, services, variables, folder / "arrived")


def _open(ready: Environment, sink: tuple[str, ...]) -> None:
    postgres = ready.services.postgres
    if postgres is None:
        raise RuntimeError("The benchmark brings its own database: unset DATABASE_URL.")
    postgres.prepare(ready.folder / "made.log")
    ready.log.touch()
    ready.start_postgres()
    ready.start_broker()
    ready.start_sink(*sink)
    owner = ready.variables | {"DATABASE_URL": ready.variables["DATABASE_OWNER_URL"]}
    command = (sys.executable, "manage.py", "migrate", "--verbosity", "0")
    subprocess.run(command, cwd=ROOT, env=owner, check=True)
