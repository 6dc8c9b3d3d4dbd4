"""Packages of the system, where apt is there and we may: else the person gets the command to type."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from launch.console import CannotError, say
from launch.processes import Program, call


def can_install() -> bool:
    return shutil.which("apt-get") is not None and _as_root() is not None


def _as_root() -> Sequence[str] | None:
    """Give the words that make a command root's, None if we may not."""
    if os.getuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run((sudo, "-n", "true"), capture_output=True, check=False).returncode == 0:
        return (sudo, "-n")
    return None


def install(packages: Sequence[str], log: Path) -> None:
    """Install by apt, with a fresh list of packages only if the first try fails. Raises CannotError."""
    say(f"installing by apt: {' '.join(packages)}")
    first = (*(_as_root() or ()), "apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = Program("apt-get", (*first, "install", "-y", "--no-install-recommends", *packages), quiet)
    try:
        call(wanted, log)
    except CannotError:
        call(Program("apt-get update", (*first, "update"), quiet), log)
        call(wanted, log)
