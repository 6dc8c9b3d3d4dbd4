"""bin/test: the tests, which start real services of their own (tests/services.py)."""

import os

from launch import browser, environment, pango
from launch.places import Places

SERVICES = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")
MOST_PROCESSES = 4


def main(places: Places, arguments: list[str]) -> int:
    environment.ensure(places, environment.CHECKS)
    log = places.log / "install.log"
    pango.require(log)
    os.environ["CHROMIUM"] = browser.require(log)
    os.chdir(places.root)
    command = (str(places.python), "-m", "pytest", *side_by_side(arguments), *arguments)
    os.execv(places.python, command)  # noqa: S606 - pytest takes our place


def side_by_side(arguments: list[str]) -> tuple[str, ...]:
    """Share the whole suite out to a process a core, a file to one of them; a choice runs in one.

    Each process has services of its own, so services that are given, of which there is one each, are for one.
    The files go out in their order: the long journeys of the browser come early.
    """
    chosen = any(not argument.startswith("-") for argument in arguments)
    if chosen or any(os.environ.get(name) for name in SERVICES):
        return ()
    return (
        "-n",
        str(min(os.cpu_count() or 1, MOST_PROCESSES)),
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
    )
