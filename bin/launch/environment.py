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
from launch.console import CannotError, say
from launch.places import MEBIBYTE, Places, require_space
from launch.processes import Program, call

LOCAL = "local.txt"
CHECKS = "checks.txt"  # holds everything LOCAL holds
SPACE = 900 * MEBIBYTE


def ensure(places: Places, lock: str) -> None:
    """Have the packages of this lock in .venv. Costs a file's read when they are there already."""
    if _is_current(places, lock):
        return
    with _alone(places):
        if not _is_current(places, lock):
            require_space(places.root, SPACE)
            _install(places, lock)


def _is_current(places: Places, lock: str) -> bool:
    stamps = _stamps(places)
    enough = (LOCAL, CHECKS) if lock == LOCAL else (CHECKS,)
    return places.python.exists() and any(stamps.get(name) == stamp(places, name) for name in enough)


def stamp(places: Places, lock: str) -> str:
    """The Python that runs the environment and the hash of what it was filled from."""
    content = (places.root / "requirements" / lock).read_bytes()
    return f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(content).hexdigest()}"


def _stamps(places: Places) -> dict[str, str]:
    try:
        found = json.loads((places.venv / "stamps.json").read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    """Keep a second command of the same checkout waiting while packages are installed."""
    with (places.local / "install.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(places: Places, lock: str) -> None:
    log = places.log / "install.log"
    stamps = _stamps(places)
    uv = shutil.which("uv")
    say(f"installing the packages of requirements/{lock} (once; {'5 to 10' if uv else '20 to 60'} s)")
    if not _fits(places, uv):
        stamps = {}
        _create(places, uv, log)
    (places.venv / "stamps.json").unlink(missing_ok=True)
    call(Program("The installation of packages", _words(places, lock, uv), _quiet()), log)
    stamps[lock] = stamp(places, lock)
    (places.venv / "stamps.json").write_text(json.dumps(stamps))


def _words(places: Places, lock: str, uv: str | None) -> tuple[str | Path, ...]:
    locked = ("install", "--require-hashes", "--requirement", places.root / "requirements" / lock)
    if uv:
        return (uv, "pip", *locked[:1], "--python", places.python, *locked[1:])
    return (places.python, "-m", "pip", *locked, "--disable-pip-version-check", "--only-binary", ":all:")


def _quiet() -> dict[str, str]:
    return {**os.environ, "UV_NO_PROGRESS": "1", "PIP_NO_INPUT": "1"}


def _fits(places: Places, uv: str | None) -> bool:
    """Tell whether .venv can be filled: it has our Python, and pip where uv is not at hand."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    packages = places.venv / "lib" / f"python{version}" / "site-packages"
    if not packages.exists() or not (uv or (packages / "pip").exists()):
        return False
    asked = (places.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    try:
        words = subprocess.run(asked, capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return words.stdout.strip() == version


def _create(places: Places, uv: str | None, log: Path) -> None:
    shutil.rmtree(places.venv, ignore_errors=True)
    python = getattr(sys, "_base_executable", sys.executable)
    if uv:
        call(Program("uv venv", (uv, "venv", "--python", python, places.venv), _quiet()), log)
        return
    if find_spec("ensurepip") is None:
        _get_ensurepip(log)
    call(Program("The making of .venv", (python, "-m", "venv", places.venv)), log)


def _get_ensurepip(log: Path) -> None:
    """Debian keeps what `venv` needs in a package of its own."""
    if not apt.can_install():
        raise CannotError(
            "This Python cannot make virtual environments: install what is missing with"
            " sudo apt-get install python3-venv, or put uv on PATH, and start again."
        )
    apt.install(("python3-venv",), log)
