"""A stage of our own: Postgres, broker, mail sink, scheduler and workers, each a process one may kill."""

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

from launch.backing import Backing, Wishes, plan  # noqa: E402 - its folder was named just above
from launch.places import Places, own_folder  # noqa: E402
from launch.ports import LOOPBACK, prefer  # noqa: E402
from launch.processes import Child, Program, end_all, start  # noqa: E402

KEY = "a key for measurements, which guard nothing but themselves 0123456789"


class TooLateError(Exception):
    """Something did not happen in time."""


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait for a condition; give the seconds it took. Raises `TooLateError`."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise TooLateError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.005)
    return time.monotonic() - began


@dataclass
class Stage:
    """The services of one run. What runs here is killed by the names of these methods."""

    folder: Path
    backing: Backing
    environment: dict[str, str]
    log: Path
    children: dict[str, Child] = field(default_factory=dict)

    # Processes -----------------------------------------------------------------------------------

    def start(self, name: str, program: Program) -> Child:
        child = start(program, self.folder / f"{name}.log")
        self.children[name] = child
        return child

    def kill(self, name: str) -> None:
        """End a process and all it started as a power cut would."""
        child = self.children.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, SIGKILL)
        child.process.wait()

    def start_postgres(self) -> None:
        self._start_service("postgres", self.backing.postgres)

    def start_broker(self) -> None:
        self._start_service("broker", self.backing.broker)

    def _start_service(self, name: str, service: Any) -> None:
        """Start it; a killed Postgres may have to wait until the last of its processes has gone."""
        for _try in range(100):
            child = self.start(name, service.program())
            while child.is_alive:
                if service.is_ready():
                    return
                time.sleep(0.02)
        raise TooLateError(f"{name} did not start; see {self.folder}")

    def start_worker(self, app: str = "bench.hurried", name: str = "worker", processes: int = 2) -> None:
        log = self.folder / f"{name}.log"
        log.unlink(missing_ok=True)
        words = ("-A", app, "worker", "-Q", "mail,pdf,default", "-n", f"{name}@%h", "-c", str(processes))
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
        self.start(name, self.program("celery", *words, *quiet))
        wait_until(lambda: " ready." in log.read_text(), 60, "The start of the worker")

    def start_beat(self, app: str = "bench.hurried") -> None:
        self.start("beat", self.program("celery", "-A", app, "beat", "-s", str(self.folder / "beat")))

    def program(self, module: str, *words: str) -> Program:
        return Program(module, (sys.executable, "-m", module, *words), self.environment, cwd=ROOT)

    def do(self, *words: str) -> str:
        """Run one of bench.deeds to its end and give what it says."""
        command = (sys.executable, "-m", "bench.deeds", *words)
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout.strip()

    # What came of it -----------------------------------------------------------------------------

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement as the owner of the database and give its rows."""
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        connection = psycopg2.connect(self.environment["DATABASE_OWNER_URL"])
        connection.autocommit = True
        try:
            yield connection
        finally:
            connection.close()

    def arrived(self) -> int:
        """The number of messages the sink took since `forget`."""
        return self.log.stat().st_size // LINE

    def copies(self) -> Counter[tuple[str, str]]:
        """How often each (recipient, Message-ID) arrived."""
        lines = self.log.read_text().splitlines()
        words = (line.split() for line in lines)
        return Counter((to, message_id) for to, message_id in words)

    def open_deliveries(self) -> int:
        """The number of messages that may still leave."""
        waiting = "SELECT count(*) FROM mail_delivery WHERE state IN ('waiting', 'sending', 'deferred')"
        return int(self.ask(waiting)[0][0])

    def forget(self) -> None:
        os.truncate(self.log, 0)

    def stop(self) -> None:
        end_all(list(self.children.values()))


@contextmanager
def stage(*sink: str, durable: bool = True) -> Iterator[Stage]:
    """Start all but the workers, in a folder that is removed afterwards. `sink`: options of `bench.sink`."""
    places = Places(ROOT)
    runs = own_folder(places.runtime.with_name(f"{places.runtime.name}-bench"), mode=0o711)
    with tempfile.TemporaryDirectory(dir=runs, prefix="", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        ready = _furnished(folder, places, durable=durable)
        try:
            _open(ready, sink)
            yield ready
        finally:
            ready.stop()


def _furnished(folder: Path, places: Places, *, durable: bool) -> Stage:
    backing = plan(places, Wishes(folder, folder, sys.executable, durable=durable), {"EMAIL_URL": "given"})
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
    environment = {**os.environ, **backing.addresses(), **given}
    return Stage(folder, backing, environment, folder / "arrived")


def _open(ready: Stage, sink: tuple[str, ...]) -> None:
    postgres = ready.backing.postgres
    if postgres is None:
        raise RuntimeError("The stage brings its own database: unset DATABASE_URL.")
    postgres.prepare(ready.folder / "made.log")
    ready.log.touch()
    ready.start_postgres()
    ready.start_broker()
    port = ready.environment["EMAIL_URL"].rpartition(":")[2]
    ready.start("sink", ready.program("bench.sink", str(ready.log), port, *sink))
    owner = ready.environment | {"DATABASE_URL": ready.environment["DATABASE_OWNER_URL"]}
    command = (sys.executable, "manage.py", "migrate", "--verbosity", "0")
    subprocess.run(command, cwd=ROOT, env=owner, check=True)
