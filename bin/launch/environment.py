"""The virtual environment in .venv, filled from a lock with hashes and stamped with what was installed."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from launch import apt
from launch.console import LaunchError, say
from launch.paths import MEBIBYTE, Paths, require_space
from launch.processes import Program, call

LOCAL = "local.txt"
CHECKS = "checks.txt"  # holds everything LOCAL holds
SPACE = 900 * MEBIBYTE


def ensure(paths: Paths, lock: str) -> None:
    """Install the packages of this lock in .venv unless they are there already."""
    if _is_current(paths, lock):
        return
    with _locked(paths):
        if not _is_current(paths, lock):
            require_space(paths.root, SPACE)
            _install(paths, lock)


def _is_current(paths: Paths, lock: str) -> bool:
    stamps = _stamps(paths)
    enough = (LOCAL, CHECKS) if lock == LOCAL else (CHECKS,)
    return paths.python.exists() and any(stamps.get(name) == stamp(paths, name) for name in enough)


def stamp(paths: Paths, lock: str) -> str:
    """Return the version of Python and the hash of the lock."""
    content = (paths.root / "requirements" / lock).read_bytes()
    return f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(content).hexdigest()}"


def _stamps(paths: Paths) -> dict[str, str]:
    try:
        stamps = json.loads((paths.venv / "stamps.json").read_text())
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


@contextmanager
def _locked(paths: Paths) -> Iterator[None]:
    """Let a second command of the same checkout wait while packages are installed."""
    with (paths.local / "install.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(paths: Paths, lock: str) -> None:
    log = paths.log / "install.log"
    stamps = _stamps(paths)
    uv = shutil.which("uv")
    say(f"installing the packages of requirements/{lock} (once; {'5 to 10' if uv else '20 to 60'} s)")
    if not _fits(paths, uv):
        stamps = {}
        _create(paths, uv, log)
    (paths.venv / "stamps.json").unlink(missing_ok=True)
    call(Program("The installation of packages", _installation(paths, lock, uv), _quiet()), log)
    stamps[lock] = stamp(paths, lock)
    (paths.venv / "stamps.json").write_text(json.dumps(stamps))


def _installation(paths: Paths, lock: str, uv: str | None) -> tuple[str | Path, ...]:
    locked = ("install", "--require-hashes", "--requirement", paths.root / "requirements" / lock)
    if uv:
        return (uv, "pip", *locked[:1], "--python", paths.python, *locked[1:])
    return (paths.python, "-m", "pip", *locked, "--disable-pip-version-check", "--only-binary", ":all:")


def _quiet() -> dict[str, str]:
    return {**os.environ, "UV_NO_PROGRESS": "1", "PIP_NO_INPUT": "1"}


def _fits(paths: Paths, uv: str | None) -> bool:
    """Whether .venv has our Python, and pip unless there is uv."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    packages = paths.venv / "lib" / f"python{version}" / "site-packages"
    if not packages.exists() or not (uv or (packages / "pip").exists()):
        return False
    argv = (paths.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.stdout.strip() == version


def _create(paths: Paths, uv: str | None, log: Path) -> None:
    shutil.rmtree(paths.venv, ignore_errors=True)
    python = getattr(sys, "_base_executable", sys.executable)
    if uv:
        call(Program("uv venv", (uv, "venv", "--python", python, paths.venv), _quiet()), log)
        return
    if find_spec("ensurepip") is None:
        _get_ensurepip(log)
    call(Program("The making of .venv", (python, "-m", "venv", paths.venv)), log)


def _get_ensurepip(log: Path) -> None:
    """Install what `venv` needs; Debian has it in a package of its own."""
    if not apt.can_install():
        raise LaunchError(
            "This Python cannot make virtual environments: install what is missing with"
            " sudo apt-get install python3-venv, or put uv on PATH, and start again."
        )
    apt.install(("python3-venv",), log)
