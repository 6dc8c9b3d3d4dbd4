"""Pango and HarfBuzz, which WeasyPrint draws PDF pages with: no wheel brings them."""

import ctypes
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from launch import apt
from launch.console import LaunchError

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
ON_A_MAC = ("libpango-1.0.dylib", "libpangoft2-1.0.dylib")
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")


def missing(libraries: Iterable[str]) -> list[str]:
    return [name for name in libraries if not _loads(name)]


def _loads(name: str) -> bool:
    for path in (name, *(f"{folder}/{name}" for folder in HOMEBREW if name.endswith(".dylib"))):
        try:
            ctypes.CDLL(path)
        except OSError:
            continue
        return True
    return False


def require(
    log: Path,
    libraries: Iterable[str] = ON_A_MAC if sys.platform == "darwin" else LIBRARIES,
    can_install: Callable[[], bool] = apt.can_install,
) -> None:
    """Install Pango if it is missing. Raises LaunchError if we may not."""
    if not missing(libraries):
        return
    if can_install():
        apt.install(PACKAGES, log)
    if missing(libraries):
        raise LaunchError(
            "Pango is missing, which draws the PDF pages: install it with"
            f" sudo apt-get install {' '.join(PACKAGES)} (macOS: brew install pango) and start again."
        )
