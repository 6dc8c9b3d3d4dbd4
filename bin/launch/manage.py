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
from launch.console import LaunchError
from launch.paths import Paths
from launch.portal import as_app, as_owner, settings, shared
from launch.prepared import forget
from launch.processes import TICK, stop_requested
from launch.register import Register
from launch.services import ServiceOptions, plan
from launch.supervisor import Supervisor

OWNERS = {"migrate", "makemigrations", "flush", "loaddata", "backup", "restore", "restore_drill"}
CHANGING = {"migrate", "flush", "loaddata", "restore", "demo", "shell", "dbshell"}
PORT = 8000
PATIENCE = 120.0


def main(paths: Paths, arguments: list[str]) -> int:
    if server.is_server(paths):
        return server.main(paths, arguments)
    environment.ensure(paths, environment.LOCAL)
    if CHANGING & set(arguments):
        forget(paths)
    with _services(paths) as env_of_services:
        env = as_owner(env_of_services) if OWNERS & set(arguments) else as_app(env_of_services)
        return _run((str(paths.python), str(paths.root / "manage.py"), *arguments), env)


def _run(argv: tuple[str, ...], env: Mapping[str, str]) -> int:
    """Run in the foreground. The command handles Ctrl-C itself; TERM and HUP are passed on to it."""
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop_requested.set())
    process = subprocess.Popen(argv, env=env)
    while process.poll() is None:
        if stop_requested.wait(TICK):
            process.terminate()
            process.wait()
    return process.returncode


@contextmanager
def _services(paths: Paths) -> Iterator[Mapping[str, str]]:
    """Yield the environment of a command: the running portal's, else one with services of its own."""
    register = Register(paths.local)
    if register.take():
        with _own_services(paths, register) as env:
            yield env
    else:
        yield os.environ | _running(register)


def _running(register: Register) -> dict[str, str]:
    """Return the settings of the running portal, once its services are ready."""
    deadline = monotonic() + PATIENCE
    while not (running := register.facts().get("settings")):
        if monotonic() > deadline:
            raise LaunchError(
                "Another bin/manage or bin/run of this folder is busy: wait for it, or stop it."
            )
        sleep(TICK)
    return dict(running)


@contextmanager
def _own_services(paths: Paths, register: Register) -> Iterator[Mapping[str, str]]:
    register.end_leftovers()
    supervisor = Supervisor(register, paths.log)
    services = plan(paths, ServiceOptions(paths.runtime, paths.local, paths.python), os.environ)
    env = settings(paths, services, PORT)
    try:
        supervisor.start_services(services)
        register.publish({"settings": shared(env)})
        yield env
    finally:
        supervisor.stop()
        register.release()
