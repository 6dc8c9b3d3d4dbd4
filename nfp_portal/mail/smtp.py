"""A line to the relay: smtplib with one deadline for a whole message, and encryption that is verified.

A socket's own timeout begins anew with each byte, so a server that drips holds it for ever; here every
read and write gets only what is left until `ends_at`.
"""

import smtplib
import socket
import ssl
import time
from typing import Any, cast

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
CONNECT_SECONDS = 10


def _seconds_left(ends_at: float) -> float:
    return max(0.001, ends_at - time.monotonic())


class DeadlineSocket(socket.socket):
    ends_at = float("inf")

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(_seconds_left(self.ends_at))
        return super().recv_into(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        self.settimeout(_seconds_left(self.ends_at))
        super().sendall(*args, **kwargs)


class DeadlineTLSSocket(ssl.SSLSocket):
    ends_at = float("inf")

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(_seconds_left(self.ends_at))
        return super().recv_into(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(_seconds_left(self.ends_at))
        return super().send(*args, **kwargs)


def tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = DeadlineTLSSocket
    return context


class Connection(smtplib.SMTP):
    """One connection. `until` must be called before each exchange."""

    def __init__(self, relay: dict[str, Any], local_name: str) -> None:
        self._relay = relay
        self._ends_at = time.monotonic() + CONNECT_SECONDS
        self.served = 0
        super().__init__(relay["EMAIL_HOST"], relay["EMAIL_PORT"] or 25, local_name, CONNECT_SECONDS)
        try:
            self._introduce()
        except BaseException:
            self.close()
            raise

    def _introduce(self) -> None:
        self._secure()
        if self._relay["EMAIL_HOST_USER"]:
            self.login(self._relay["EMAIL_HOST_USER"], self._relay["EMAIL_HOST_PASSWORD"] or "")
        self.ehlo_or_helo_if_needed()

    def until(self, ends_at: float) -> None:
        self._ends_at = ends_at
        if self.sock is not None:  # else the relay hung up, which the next command meets
            cast("DeadlineSocket", self.sock).ends_at = ends_at

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._relay.get("EMAIL_USE_SSL"):
            return self._with_deadline(tls_context().wrap_socket(plain, server_hostname=host))
        return self._with_deadline(DeadlineSocket(fileno=plain.detach()))

    def _with_deadline(self, sock: socket.socket) -> socket.socket:
        cast("DeadlineSocket", sock).ends_at = self._ends_at
        return sock

    def _secure(self) -> None:
        """Encrypt, or raise; only a relay on this machine or one set to `?tls=off` may do without."""
        if self._relay.get("EMAIL_USE_SSL") or self._may_be_unencrypted():
            return
        self.ehlo_or_helo_if_needed()
        self.starttls(context=tls_context())
        self.until(self._ends_at)

    def _may_be_unencrypted(self) -> bool:
        if self._relay.get("EMAIL_USE_TLS"):
            return False
        is_off = str(self._relay.get("OPTIONS", {}).get("TLS", "")).lower() == "off"
        return is_off or self._relay["EMAIL_HOST"] in LOOPBACK

    def send_data(self, content: bytes) -> None:
        """Send all of this in one go. When this returns, the server may have it."""
        self.sock.sendall(content)  # type: ignore[union-attr] # an open line has a socket
