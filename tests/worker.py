"""A real Celery worker in a process of its own, for tests to start and stop."""

import os
import sys
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from django.db import connection
from kombu import Queue

from launch.processes import Child, Program, end_all, start
from nfp_portal.celery import app

ROOT = Path(__file__).resolve().parent.parent
QUEUES = ("mail", "pdf", "default")
ANY_NAME = ("-A", "nfp_portal.celery", "worker", "-Q", ",".join(QUEUES), "-n", "test@%h")
QUIET = ("-c", "2", "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")


class Worker:
    """A worker on the test's database."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "worker-of-a-test.log"
        self._child: Child | None = None

    def start(self, seconds: float = 30) -> None:
        """Start with empty queues and wait until the worker takes tasks."""
        empty_queues()
        self.log.unlink(missing_ok=True)
        self._child = start(_program(), self.log)
        deadline = monotonic() + seconds
        while " ready." not in self.log.read_text():
            assert self._child.is_alive, self.log.read_text()
            assert monotonic() < deadline, self.log.read_text()
            sleep(0.05)

    def stop(self) -> None:
        """End it without waiting: an idle worker takes three seconds to leave in order."""
        if self._child is not None:
            end_all([self._child], grace=0)


def empty_queues() -> None:
    """Forget what earlier tests have queued: its rows are gone."""
    with app.connection_for_write() as broker:
        for name in QUEUES:
            queue = Queue(name, channel=broker.default_channel)
            queue.declare()
            queue.purge()


def _program() -> Program:
    address = urlsplit(os.environ["APP_DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {"DATABASE_URL": address.geturl()}
    return Program("worker", (sys.executable, "-m", "celery", *ANY_NAME, *QUIET), environment, cwd=ROOT)
