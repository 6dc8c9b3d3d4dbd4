"""bin/manage in the folder of a server: in the containers, and never on a portal of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.running import bare_environment


@pytest.fixture
def server(checkout: Path, tmp_path: Path) -> Path:
    """Give the checkout as a server's, with a Docker that says how it was called."""
    (checkout / "secrets").mkdir()
    (checkout / "secrets/database_app_url").write_text("postgresql://…")
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\necho "$@"\n')
    docker.chmod(0o755)
    return checkout


@pytest.fixture(autouse=True)
def _no_server(checkout: Path) -> Iterator[None]:
    yield
    (checkout / "secrets/database_app_url").unlink()
    (checkout / "secrets").rmdir()


def manage(server: Path, path: Path, *arguments: str) -> str:
    environment = bare_environment() | {"PATH": f"{path}:{os.environ['PATH']}"}
    command = [str(server / "bin/manage"), *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    return done.stdout + done.stderr


def test_a_backup_runs_in_the_maintenance_container_on_the_named_folder(server: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    output = manage(server, tmp_path, "backup", str(folder))
    assert output == f"compose run --rm --no-TTY --volume {folder}:/backup maintenance backup /backup\n"
    assert folder.stat().st_mode & 0o777 == 0o700
    output = manage(server, tmp_path, "restore", "--replace", str(folder))
    assert output.endswith(":/backup maintenance restore --replace /backup\n")
    assert manage(server, tmp_path, "backup") == "Name the folder: bin/manage backup DIR\n"


def test_other_commands_run_as_the_portals_own_role(server: Path, tmp_path: Path) -> None:
    output = manage(server, tmp_path, "verify_audit")
    assert output == "compose run --rm --no-TTY --no-deps web python3 manage.py verify_audit\n"


def test_a_server_without_docker_starts_no_portal(server: Path, tmp_path: Path) -> None:
    (tmp_path / "docker").unlink()
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    environment = {"PATH": str(tmp_path), "PYTHON": sys.executable}
    done = subprocess.run(
        (server / "bin/manage", "verify_audit"), env=environment, capture_output=True, text=True, check=False
    )
    message = "Docker is missing. This folder is a server's: it has secrets/.\n"
    assert (done.returncode, done.stderr) == (1, message)
