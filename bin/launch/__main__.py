"""`python -m launch COMMAND`: run one of the commands of bin/, and say in one sentence what stops it."""

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from launch.console import CannotError, complain
from launch.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {"run": "run", "test": "suite", "check": "checks", "manage": "manage", "rehearse": "rehearse"}
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    os.environ.pop("PYTHONPATH", None)  # ours: it led here, and no child needs it
    name, *rest = arguments
    command: Callable[[Places, list[str]], int] = import_module(f"launch.{COMMANDS[name]}").main
    places = Places(Path(__file__).resolve().parents[2])
    try:
        return command(places, rest)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (CannotError, OSError) as error:
        complain(_sentence(error, places))
        return 1


def _sentence(error: Exception, places: Places) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: free some space under {places.root} and /var/tmp, and start again."
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
