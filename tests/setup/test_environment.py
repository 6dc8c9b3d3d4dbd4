"""The virtual environment: made once, noticed when it no longer fits, and left alone while it does."""

import json
import os
import shutil
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import environment
from launch.console import LaunchError
from launch.paths import Paths

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Give a checkout with empty locks, on a machine without uv."""
    (tmp_path / "requirements").mkdir()
    for name in (environment.LOCAL, environment.CHECKS):
        (tmp_path / "requirements" / name).write_text("")
    path = ":".join(folder for folder in os.environ["PATH"].split(":") if not shutil.which("uv", path=folder))
    monkeypatch.setenv("PATH", path)
    yield Paths(tmp_path)
    shutil.rmtree(tmp_path / ".venv", ignore_errors=True)


def _make(paths: Paths, lock: str = environment.LOCAL, *, pip: bool = True) -> None:
    """Put an environment there as an earlier start would have left it."""
    venv.create(paths.venv, symlinks=True, with_pip=False)
    if pip:
        (paths.venv / "lib" / f"python{VERSION}" / "site-packages" / "pip").mkdir()
    (paths.venv / "stamps.json").write_text(json.dumps({lock: environment.stamp(paths, lock)}))


def test_what_is_installed_is_not_installed_again(paths: Paths) -> None:
    _make(paths)
    environment.ensure(paths, environment.LOCAL)
    assert not (paths.log / "install.log").exists()


def test_the_packages_of_the_checks_hold_those_of_the_portal(paths: Paths) -> None:
    _make(paths, environment.CHECKS)
    environment.ensure(paths, environment.LOCAL)
    assert not (paths.log / "install.log").exists()


def test_another_lock_installs_into_the_same_environment(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    _make(paths)
    (paths.root / "requirements" / environment.LOCAL).write_text("# another lock\n")
    with pytest.raises(LaunchError, match="The installation of packages failed"):
        environment.ensure(paths, environment.LOCAL)  # this pip is an empty folder
    assert "installing the packages of requirements/local.txt" in capsys.readouterr().out
    assert not (paths.venv / "stamps.json").exists()


def test_an_installation_that_failed_is_tried_again_with_the_next_start(paths: Paths) -> None:
    (paths.root / "requirements" / environment.LOCAL).write_text("no requirement at all!\n")
    for _ in range(2):
        with pytest.raises(LaunchError, match="The installation of packages failed"):
            environment.ensure(paths, environment.LOCAL)


@pytest.mark.parametrize("damage", ["no pip", "another Python"])
def test_an_environment_that_cannot_be_filled_is_made_anew(paths: Paths, damage: str) -> None:
    _make(paths, pip=damage != "no pip")
    (paths.venv / "of-earlier").touch()
    (paths.venv / "stamps.json").write_text(json.dumps({environment.LOCAL: f"3.9 {'0' * 64}"}))
    if damage == "another Python":
        (paths.venv / "lib").rename(paths.venv / "lib.gone")
    environment.ensure(paths, environment.LOCAL)
    assert not (paths.venv / "of-earlier").exists()
    assert json.loads((paths.venv / "stamps.json").read_text()) == {
        environment.LOCAL: environment.stamp(paths, environment.LOCAL)
    }
