"""Programs that come inside Python wheels, found without importing the wheel's own code."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

from launch.places import Places


def folder_of(package: str, places: Places) -> Path | None:
    """Give the folder of an installed package: in the checkout's environment, else in the running one."""
    environment = [str(path) for path in places.venv.glob("lib/python3.*/site-packages")]
    found = PathFinder.find_spec(package, environment) or PathFinder.find_spec(package, sys.path)
    return Path(found.origin).parent if found and found.origin else None
