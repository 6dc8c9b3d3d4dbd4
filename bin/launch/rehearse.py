"""bin/rehearse: a server from nothing, in containers; a table of what was tried, line by line."""

import os

from launch import environment
from launch.places import Places


def main(places: Places, arguments: list[str]) -> int:
    environment.ensure(places, environment.LOCAL)
    os.environ["PYTHONPATH"] = str(places.root / "bin")
    command = (str(places.python), "-m", "rehearsal", *arguments)
    os.execv(places.python, command)  # noqa: S606 - the rehearsal takes our place
