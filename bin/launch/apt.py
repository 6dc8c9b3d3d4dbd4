"""System packages by apt, where we may install them."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from launch.console import LaunchError, say
from launch.processes import Program, call


def can_install() -> bool:
    return shutil.which("apt-get") is not None and _as_root() is not None


def _as_root() -> Sequence[str] | None:
    """Return the prefix that runs a command as root, None if we may not."""
    if os.getuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run((sudo, "-n", "true"), capture_output=True, check=False).returncode == 0:
        return (sudo, "-n")
    return None


def install(packages: Sequence[str], log: Path) -> None:
    """Install by apt, and update its lists only if the first try fails. Raises LaunchError."""
    say(f"installing by apt: {' '.join(packages)}")
    apt_get = (*(_as_root() or ()), "apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    installation = Program(
        "apt-get", (*apt_get, "install", "-y", "--no-install-recommends", *packages), quiet
    )
    try:
        call(installation, log)
    except LaunchError:
        call(Program("apt-get update", (*apt_get, "update"), quiet), log)
        call(installation, log)
