"""Programs inside Python wheels, found without importing the wheel."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

from launch.paths import Paths


def folder_of(package: str, paths: Paths) -> Path | None:
    """Return the folder of a package installed in .venv, else in the running environment."""
    environment = [str(path) for path in paths.venv.glob("lib/python3.*/site-packages")]
    spec = PathFinder.find_spec(package, environment) or PathFinder.find_spec(package, sys.path)
    return Path(spec.origin).parent if spec and spec.origin else None
