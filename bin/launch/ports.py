"""Ports on the loopback interface."""

import socket
from contextlib import closing

from launch.console import LaunchError

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError):  # taken, or beyond the last port there is
            return False
        return True


def require_free(port: int) -> None:
    if not is_free(port):
        raise LaunchError(
            f"Port {port} is taken by another program: stop that one, or choose another port with"
            f" bin/run --port {port + 1}"
        )


def prefer(port: int) -> int:
    """Return `port` if it is free, else any other; 0 stands for any."""
    if port and is_free(port):
        return port
    with closing(socket.socket()) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0
