"""A real SMTP server with scripted replies, to test what the portal does after each reply."""

import socketserver
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

DROP = "drop"
DRIP = "drip"
USUAL = {"CONNECT": "220 ready", "EHLO": "250 hello", "DATA": "354 go ahead", "QUIT": "221 bye"}


class Relay:
    """`relay.answers["RCPT"] = ["450 busy"]` answers the next RCPT so, and the following ones as usual.

    Phases: CONNECT, EHLO, MAIL, RCPT, DATA, DOT, RSET, QUIT. DROP hangs up; DRIP sends a byte now and then.
    `meanwhile` is done once, while the client waits for the answer to its first message.
    """

    def __init__(self) -> None:
        self.answers: defaultdict[str, list[str]] = defaultdict(list)
        self.meanwhile: Callable[[], object] | None = None
        self.messages: list[bytes] = []
        self.senders: list[str] = []
        self.recipients: list[str] = []
        self.connections = 0
        self.port = 0

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": None,
            "EMAIL_HOST_PASSWORD": None,
        }

    def answer(self, phase: str) -> str:
        script = self.answers[phase]
        return script.pop(0) if script else USUAL.get(phase, "250 OK")


class _Handler(socketserver.StreamRequestHandler):
    @property
    def relay(self) -> Relay:
        return self.server.relay  # type: ignore[attr-defined,no-any-return] # set where the server is made

    def handle(self) -> None:
        self.relay.connections += 1
        going_on = self._say("CONNECT")
        while going_on and (line := self.rfile.readline()):
            phase = line[:4].decode().strip().upper()
            going_on = self._say(phase) and phase != "QUIT"
            if phase == "MAIL":
                self.relay.senders.append(line.decode().split("<")[1].split(">")[0])
            if phase == "RCPT":
                self.relay.recipients.append(line.decode().split("<")[1].split(">")[0])
            if phase == "DATA" and going_on and self._last.startswith("354"):
                going_on = self._take_message()

    def _take_message(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.relay.messages.append(b"".join(lines))
        act, self.relay.meanwhile = self.relay.meanwhile, None
        if act:
            act()
        return self._say("DOT")

    def _say(self, phase: str) -> bool:
        self._last = self.relay.answer(phase)
        if self._last == DROP:
            return False
        if self._last == DRIP:
            return self._drip()
        self.wfile.write(f"{self._last}\r\n".encode())
        return True

    def _drip(self) -> bool:
        try:
            for letter in b"250-" + b"x" * 100:
                self.wfile.write(bytes([letter]))
                time.sleep(0.1)
        except OSError:
            pass
        return False


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the script."""


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Relay]:
    """Serve on a free port; with a context, encrypted from the first byte."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.relay = relay = Relay()  # type: ignore[attr-defined] # read by the handler
        relay.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield relay
        server.shutdown()
