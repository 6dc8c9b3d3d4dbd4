"""bin/test: the tests, which start real services of their own (tests/services.py)."""

import os

from launch import browser, environment, pango
from launch.places import Places


def main(places: Places, arguments: list[str]) -> int:
    environment.ensure(places, environment.CHECKS)
    log = places.log / "install.log"
    pango.require(log)
    os.environ["CHROMIUM"] = browser.require(log)
    os.chdir(places.root)
    os.execv(places.python, (str(places.python), "-m", "pytest", *arguments))  # noqa: S606 - pytest takes our place
