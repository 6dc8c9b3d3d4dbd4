"""`python -m launch COMMAND`: run a command of bin/; a failure is one sentence."""

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from launch.console import LaunchError, complain
from launch.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {"run": "run", "test": "suite", "check": "checks", "manage": "manage", "rehearse": "rehearse"}
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    os.environ.pop("PYTHONPATH", None)  # set by start.sh for this process only
    name, *rest = arguments
    command: Callable[[Paths, list[str]], int] = import_module(f"launch.{COMMANDS[name]}").main
    paths = Paths(Path(__file__).resolve().parents[2])
    try:
        return command(paths, rest)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (LaunchError, OSError) as error:
        complain(_sentence(error, paths))
        return 1


def _sentence(error: Exception, paths: Paths) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: free some space under {paths.root} and /var/tmp, and start again."
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
