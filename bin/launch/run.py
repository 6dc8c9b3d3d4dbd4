"""bin/run: run the portal with its demonstration data on this machine."""

import argparse
import os
from time import monotonic

from launch import environment, pango
from launch.console import say
from launch.paths import MEBIBYTE, Paths, require_space
from launch.portal import Portal, settings, shared
from launch.ports import require_free
from launch.prepared import SignIns, forget_everything, prepare
from launch.processes import handle_signals
from launch.register import Register
from launch.services import ServiceOptions, Services, plan
from launch.supervisor import Supervisor

SPACE = 300 * MEBIBYTE


def main(paths: Paths, arguments: list[str]) -> int:
    wanted = _parse(arguments)
    handle_signals()
    register = Register(paths.local)
    register.require()
    try:
        _make_ready(paths, register, wanted.port)
        _run(paths, register, wanted)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        register.release()
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run", description="Start the portal with its demonstration data."
    )
    parser.add_argument("--port", type=int, default=8000, help="where the pages are served (default 8000)")
    parser.add_argument("--fresh", action="store_true", help="delete the data of earlier starts")
    return parser.parse_args(arguments)


def _make_ready(paths: Paths, register: Register, port: int) -> None:
    left = register.end_leftovers()
    if left:
        say(f"ended {left} programs that an earlier start had left running")
    require_free(port)
    require_space(paths.root, SPACE)
    environment.ensure(paths, environment.LOCAL)
    pango.require(paths.log / "install.log")


def _run(paths: Paths, register: Register, wanted: argparse.Namespace) -> None:
    started, port = monotonic(), wanted.port
    options = ServiceOptions(paths.runtime, paths.local, paths.python, smtp=port + 2525, page=port + 25)
    services = plan(paths, options, os.environ)
    if wanted.fresh:
        forget_everything(paths, services)
    portal = Portal(paths, port, settings(paths, services, port))
    supervisor = Supervisor(register, paths.log)
    try:
        supervisor.start_services(services)
        register.publish({"address": portal.address, "settings": shared(portal.environment)})
        sign_ins = prepare(portal, services)
        _start_portal(supervisor, portal)
        say(_ready(portal, services, sign_ins, monotonic() - started))
        supervisor.watch()
    finally:
        supervisor.stop()


def _start_portal(supervisor: Supervisor, portal: Portal) -> None:
    supervisor.next_stage()
    for program in portal.programs():
        supervisor.start(program)
    supervisor.wait_until(portal.is_ready, "The portal", 120)


def _ready(portal: Portal, services: Services, sign_ins: SignIns, seconds: float) -> str:
    inbox = f" · mail: {services.catcher.inbox}" if services.catcher else ""
    return f"ready: {portal.address} ({seconds:.1f} s){inbox}{_sign_in_hint(sign_ins)} · Ctrl-C stops"


def _sign_in_hint(sign_ins: SignIns) -> str:
    """Name the accounts; they share a domain and a password."""
    accounts = list(sign_ins.values())
    if not accounts:
        return ""
    first, *others = [account["email"] for account in accounts]
    names = ", ".join(f"{email.partition('@')[0]}@" for email in others)
    return f" · sign in as {first} (or {names}) with the password {accounts[0]['password']}"
