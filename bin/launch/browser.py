"""The browser of the tests: the machine's Chromium or Chrome."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from launch import apt
from launch.console import LaunchError

PACKAGES = ("chromium", "libatomic1")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find(names: Iterable[str] = (*NAMES, *ON_A_MAC)) -> str | None:
    """Return the path of a browser: the one named in CHROMIUM, else one of the machine."""
    wanted = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [wanted] if wanted else names)), None)


def require(
    log: Path,
    search: Callable[[], str | None] = find,
    can_install: Callable[[], bool] = apt.can_install,
) -> str:
    """Return the path of a browser, installed if necessary. Raises LaunchError."""
    if search() is None and can_install():
        apt.install(PACKAGES, log)
    path = search()
    if path is None:
        raise LaunchError(
            "The browser tests found no Chromium or Chrome: install one with"
            f" sudo apt-get install {' '.join(PACKAGES)} or name yours: CHROMIUM=/path/to/chromium bin/test"
        )
    return path
