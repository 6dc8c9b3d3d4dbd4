"""bin/manage: a management command against the services of bin/run, or a Postgres started for it alone.

On a server it runs in the containers (launch.server).
"""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic, sleep

from launch import environment, server
from launch.backing import Wishes, plan
from launch.console import CannotError
from launch.places import Places
from launch.portal import as_app, as_owner, settings, shared
from launch.prepared import forget
from launch.processes import TICK, stop_asked
from launch.register import Register
from launch.supervisor import Supervisor

OWNERS = {"migrate", "makemigrations", "flush", "loaddata", "backup", "restore", "restore_drill"}
CHANGING = {"migrate", "flush", "loaddata", "restore", "demo", "shell", "dbshell"}
PORT = 8000
PATIENCE = 120.0


def main(places: Places, arguments: list[str]) -> int:
    if server.is_server(places):
        return server.main(places, arguments)
    environment.ensure(places, environment.LOCAL)
    if CHANGING & set(arguments):
        forget(places)
    with _services(places) as found:
        wanted = as_owner(found) if OWNERS & set(arguments) else as_app(found)
        return _attend((str(places.python), str(places.root / "manage.py"), *arguments), wanted)


def _attend(words: tuple[str, ...], wanted: Mapping[str, str]) -> int:
    """Run in the foreground. Ctrl-C is the command's own business; TERM and HUP are passed on to it."""
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop_asked.set())
    process = subprocess.Popen(words, env=wanted)
    while process.poll() is None:
        if stop_asked.wait(TICK):
            process.terminate()
            process.wait()
    return process.returncode


@contextmanager
def _services(places: Places) -> Iterator[Mapping[str, str]]:
    """Give a command's environment: the running portal's, else one with services while it lasts."""
    register = Register(places.local)
    if register.take():
        with _alone(places, register) as found:
            yield found
    else:
        yield os.environ | _running(register)


def _running(register: Register) -> dict[str, str]:
    """Give the settings of the running portal, waiting for its services if it is just starting."""
    deadline = monotonic() + PATIENCE
    while not (found := register.facts().get("settings")):
        if monotonic() > deadline:
            raise CannotError(
                "Another bin/manage or bin/run of this folder is busy: wait for it, or stop it."
            )
        sleep(TICK)
    return dict(found)


@contextmanager
def _alone(places: Places, register: Register) -> Iterator[Mapping[str, str]]:
    register.end_leftovers()
    supervisor = Supervisor(register, places.log)
    backing = plan(places, Wishes(places.runtime, places.local, places.python), os.environ)
    found = settings(places, backing, PORT)
    try:
        supervisor.start_services(backing)
        register.tell({"settings": shared(found)})
        yield found
    finally:
        supervisor.stop()
        register.release()
