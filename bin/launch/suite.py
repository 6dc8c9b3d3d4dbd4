"""bin/test: run the tests, which start services of their own (tests/services.py)."""

import os

from launch import browser, environment, pango
from launch.paths import Paths

SERVICES = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")
MOST_PROCESSES = 4


def main(paths: Paths, arguments: list[str]) -> int:
    environment.ensure(paths, environment.CHECKS)
    log = paths.log / "install.log"
    pango.require(log)
    os.environ["CHROMIUM"] = browser.require(log)
    os.chdir(paths.root)
    command = (str(paths.python), "-m", "pytest", *parallel_options(arguments), *arguments)
    os.execv(paths.python, command)  # noqa: S606 - replaces this process


def parallel_options(arguments: list[str]) -> tuple[str, ...]:
    """Distribute the whole suite over the cores, file by file; chosen tests run in one process.

    Each process starts services of its own, so that with given services there is one process. Files are
    distributed in their order, so that the long browser tests start early.
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
