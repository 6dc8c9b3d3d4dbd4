"""bin/manage on a server: run commands in the containers of docker-compose.yml."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.console import LaunchError
from launch.paths import Paths

# A file that bin/server/make-secrets creates.
MARK = "secrets/database_app_url"
# These need all files and a folder of the host.
OF_MAINTENANCE = {"backup", "restore", "restore_drill"}
MOUNTED = "/backup"


def is_server(paths: Paths) -> bool:
    return (paths.root / MARK).exists() and "DATABASE_URL" not in os.environ


def argv(arguments: Sequence[str], *, terminal: bool) -> list[str]:
    """Return the command line for the containers. Raises LaunchError without Docker."""
    docker = shutil.which("docker")
    if docker is None:
        raise LaunchError("Docker is missing. This folder is a server's: it has secrets/.")
    run = [docker, "compose", "run", "--rm", *([] if terminal else ["--no-TTY"])]
    if not OF_MAINTENANCE & set(arguments):
        return [*run, "--no-deps", "web", "python3", "manage.py", *arguments]
    folder = next((each for each in arguments[1:] if not each.startswith("-")), None)
    if folder is None:
        raise LaunchError(f"Name the folder: bin/manage {arguments[0]} DIR")
    path = Path(folder).resolve()
    inside = [MOUNTED if each == folder else each for each in arguments]
    return [*run, "--volume", f"{path}:{MOUNTED}", "maintenance", *inside]


def main(paths: Paths, arguments: list[str]) -> int:
    command = argv(arguments, terminal=sys.stdin.isatty())
    if "backup" in arguments:
        Path(command[command.index("--volume") + 1].removesuffix(f":{MOUNTED}")).mkdir(0o700, exist_ok=True)
    os.chdir(paths.root)
    os.execv(command[0], command)  # noqa: S606 - replaces this process
