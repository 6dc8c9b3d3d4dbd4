"""What the commands say when something is in the way: one sentence that tells what to do."""

import socket
import subprocess
from pathlib import Path

import pytest

from launch import browser, pango
from launch.console import LaunchError
from launch.paths import MEBIBYTE, require_space
from launch.ports import is_free, require_free
from launch.processes import Program, call

ROOT = Path(__file__).resolve().parents[2]


def test_a_port_that_is_taken_is_named_and_another_one_offered() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LaunchError) as raised:
            require_free(port)
    assert str(raised.value) == (
        f"Port {port} is taken by another program: stop that one,"
        f" or choose another port with bin/run --port {port + 1}"
    )


@pytest.mark.parametrize("command", ["run", "test", "check", "manage"])
def test_a_python_that_is_too_old_is_not_used(command: str, tmp_path: Path) -> None:
    done = _with_only_python(tmp_path, 'case "$2" in *exit*) exit 1;; *) echo 3.9;; esac', command)
    assert done.returncode == 1
    assert done.stderr == (
        "The portal needs Python 3.11 or newer and found 3.9: install one (Debian: apt-get install python3)"
        f" or name it, as in PYTHON=/opt/python3.12/bin/python3 bin/{command}\n"
    )


def test_no_python_at_all_is_said_so(tmp_path: Path) -> None:
    done = _with_only_python(tmp_path, "exit 127", "run")
    assert done.stderr.startswith("The portal needs Python 3.11 or newer and found none: install one")


def _with_only_python(folder: Path, script: str, command: str) -> subprocess.CompletedProcess[str]:
    """Start a command in a checkout without .venv, on a PATH whose only Python is a given script."""
    for name in ("bin", "bin/launch", "path"):
        (folder / name).mkdir()
    for name in (command, "launch/start.sh"):
        (folder / "bin" / name).write_bytes((ROOT / "bin" / name).read_bytes())
        (folder / "bin" / name).chmod(0o755)
    (folder / "path" / "python3").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "path" / "python3").chmod(0o755)
    (folder / "path" / "dirname").symlink_to("/usr/bin/dirname")
    return subprocess.run(
        [folder / "bin" / command],
        env={"PATH": str(folder / "path")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_missing_pango_is_explained_to_who_may_not_install_it(tmp_path: Path) -> None:
    with pytest.raises(LaunchError) as raised:
        pango.require(tmp_path / "log", ("libnowhere.so.0",), can_install=lambda: False)
    assert str(raised.value) == (
        "Pango is missing, which draws the PDF pages: install it with"
        " sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        " (macOS: brew install pango) and start again."
    )


def test_pango_of_this_machine_is_found(tmp_path: Path) -> None:
    pango.require(tmp_path / "log", can_install=lambda: False)


def test_a_missing_browser_is_explained_to_who_may_not_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(LaunchError) as raised:
        browser.require(
            tmp_path / "log", search=lambda: browser.find(("no-such-browser",)), can_install=lambda: False
        )
    assert str(raised.value) == (
        "The browser tests found no Chromium or Chrome: install one with"
        " sudo apt-get install chromium libatomic1 or name yours: CHROMIUM=/path/to/chromium bin/test"
    )


def test_a_full_disk_is_noticed_before_anything_is_half_written(tmp_path: Path) -> None:
    with pytest.raises(LaunchError) as raised:
        require_space(tmp_path, 300 * MEBIBYTE, free=lambda _: 12 * MEBIBYTE)
    assert str(raised.value) == (
        f"The disk is full: {tmp_path} has 12 MB left and 300 MB are needed; free some space and start again."
    )


def test_a_program_that_ran_out_of_disk_is_understood(tmp_path: Path) -> None:
    argv = ("sh", "-c", "echo 'could not write: No space left on device' >&2; exit 1")
    with pytest.raises(LaunchError) as raised:
        call(Program("The making of the database", argv), tmp_path / "log")
    assert str(raised.value) == (
        "The making of the database failed; the disk is full: free some space and start again."
    )


@pytest.mark.parametrize("port", [65536, 99999])
def test_a_port_that_is_none_is_not_free(port: int) -> None:
    assert not is_free(port)
