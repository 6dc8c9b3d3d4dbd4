"""bin/rehearse: set up a server in containers and try what can go wrong."""

import os

from launch import environment
from launch.paths import Paths


def main(paths: Paths, arguments: list[str]) -> int:
    environment.ensure(paths, environment.LOCAL)
    os.environ["PYTHONPATH"] = str(paths.root / "bin")
    command = (str(paths.python), "-m", "rehearsal", *arguments)
    os.execv(paths.python, command)  # noqa: S606 - replaces this process
