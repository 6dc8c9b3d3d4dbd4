"""bin/manage on a server: commands run in the containers of docker-compose.yml."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.console import CannotError
from launch.places import Places

# What bin/server/make-secrets leaves in the folder of a server.
MARK = "secrets/database_app_url"
# These read every file and write into a folder of the host.
OF_MAINTENANCE = {"backup", "restore", "restore_drill"}
MOUNTED = "/backup"


def is_server(places: Places) -> bool:
    return (places.root / MARK).exists() and "DATABASE_URL" not in os.environ


def argv(arguments: Sequence[str], *, terminal: bool) -> list[str]:
    """Return the command line that does this in the containers. Raises CannotError without Docker."""
    docker = shutil.which("docker")
    if docker is None:
        raise CannotError("Docker is missing. This folder is a server's: it has secrets/.")
    run = [docker, "compose", "run", "--rm", *([] if terminal else ["--no-TTY"])]
    if not OF_MAINTENANCE & set(arguments):
        return [*run, "--no-deps", "web", "python3", "manage.py", *arguments]
    folder = next((word for word in arguments[1:] if not word.startswith("-")), None)
    if folder is None:
        raise CannotError(f"Name the folder: bin/manage {arguments[0]} DIR")
    path = Path(folder).resolve()
    inside = [MOUNTED if word == folder else word for word in arguments]
    return [*run, "--volume", f"{path}:{MOUNTED}", "maintenance", *inside]


def main(places: Places, arguments: list[str]) -> int:
    command = argv(arguments, terminal=sys.stdin.isatty())
    if "backup" in arguments:
        Path(command[command.index("--volume") + 1].removesuffix(f":{MOUNTED}")).mkdir(0o700, exist_ok=True)
    os.chdir(places.root)
    os.execv(command[0], command)  # noqa: S606 - docker takes our place
