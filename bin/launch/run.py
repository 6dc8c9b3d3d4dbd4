"""bin/run: the whole portal with its demonstration data on this machine, until it is asked to stop."""

import argparse
import os
from time import monotonic

from launch import environment, pango
from launch.backing import Backing, Wishes, plan
from launch.console import say
from launch.places import MEBIBYTE, Places, require_space
from launch.portal import Portal, settings, shared
from launch.ports import require_free
from launch.prepared import SignIns, forget_everything, prepare
from launch.processes import listen_for_the_end
from launch.register import Register
from launch.supervisor import Supervisor

SPACE = 300 * MEBIBYTE


def main(places: Places, arguments: list[str]) -> int:
    wanted = _parse(arguments)
    listen_for_the_end()
    register = Register(places.local)
    register.require()
    try:
        _make_ready(places, register, wanted.port)
        _run(places, register, wanted)
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
    parser.add_argument("--fresh", action="store_true", help="forget the data of earlier starts")
    return parser.parse_args(arguments)


def _make_ready(places: Places, register: Register, port: int) -> None:
    left = register.end_leftovers()
    if left:
        say(f"ended {left} programs that an earlier start had left running")
    require_free(port)
    require_space(places.root, SPACE)
    environment.ensure(places, environment.LOCAL)
    pango.require(places.log / "install.log")


def _run(places: Places, register: Register, wanted: argparse.Namespace) -> None:
    started, port = monotonic(), wanted.port
    wishes = Wishes(places.runtime, places.local, places.python, smtp=port + 2525, page=port + 25)
    backing = plan(places, wishes, os.environ)
    if wanted.fresh:
        forget_everything(places, backing)
    portal = Portal(places, port, settings(places, backing, port))
    supervisor = Supervisor(register, places.log)
    try:
        supervisor.start_services(backing)
        register.tell({"address": portal.address, "settings": shared(portal.environment)})
        sign_ins = prepare(portal, backing)
        _start_portal(supervisor, portal)
        say(_ready(portal, backing, sign_ins, monotonic() - started))
        supervisor.watch()
    finally:
        supervisor.stop()


def _start_portal(supervisor: Supervisor, portal: Portal) -> None:
    supervisor.next_stage()
    for program in portal.programs():
        supervisor.start(program)
    supervisor.wait_until(portal.is_ready, "The portal", 120)


def _ready(portal: Portal, backing: Backing, sign_ins: SignIns, seconds: float) -> str:
    inbox = f" · mail: {backing.catcher.inbox}" if backing.catcher else ""
    return f"ready: {portal.address} ({seconds:.1f} s){inbox}{_sign_in_words(sign_ins)} · Ctrl-C stops"


def _sign_in_words(sign_ins: SignIns) -> str:
    """Name the accounts; a domain and a password that they share are said once."""
    accounts = list(sign_ins.values())
    if not accounts:
        return ""
    first, *others = [account["email"] for account in accounts]
    names = ", ".join(f"{email.partition('@')[0]}@" for email in others)
    return f" · sign in as {first} (or {names}) with the password {accounts[0]['password']}"
