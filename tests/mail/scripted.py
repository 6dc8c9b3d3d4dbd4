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
BATCHES = "250-hello\r\n250-PIPELINING\r\n250 CHUNKING"
USUAL = {
    "CONNECT": "220 ready",
    "EHLO": "250 hello",
    "DATA": "354 go ahead",
    "BDAT": "503 5.5.1 no recipient",
    "QUIT": "221 bye",
}


class Relay:
    """`relay.answers["RCPT"] = ["450 busy"]` answers the next RCPT so, and the following ones as usual.

    Phases: CONNECT, EHLO, MAIL, RCPT, DATA, DOT, RSET, QUIT; a message that comes by BDAT is answered by what
    is scripted for DATA, else for DOT. DROP hangs up; DRIP sends a byte now and then.
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
        self.takes_batches = False
        self.knows_bdat = True
        self.goes_on = False  # after 421, as proxies do

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
        usual = BATCHES if phase == "EHLO" and self.takes_batches else USUAL.get(phase, "250 OK")
        return script.pop(0) if script else usual


class _Handler(socketserver.StreamRequestHandler):
    _is_open = False  # a recipient was taken, so a message may follow

    @property
    def relay(self) -> Relay:
        return self.server.relay  # type: ignore[attr-defined,no-any-return] # set where the server is made

    def handle(self) -> None:
        self.relay.connections += 1
        going_on = self._say("CONNECT")
        while going_on and (line := self.rfile.readline()):
            phase = line[:4].decode().strip().upper()
            if phase == "BDAT":
                going_on = self._take_chunk(int(line.split()[1]))
                continue
            going_on = self._say(phase) and phase != "QUIT"
            if phase in {"MAIL", "RCPT"}:
                self._note(phase, line.decode().split("<")[1].split(">")[0])
            if phase == "DATA" and going_on and self._last.startswith("354"):
                going_on = self._take_message()

    def _note(self, phase: str, address: str) -> None:
        noted = self.relay.senders if phase == "MAIL" else self.relay.recipients
        noted.append(address)
        self._is_open = self._last.startswith("250") and (phase == "MAIL" or self._is_open)

    def _take_chunk(self, size: int) -> bool:
        """Take a whole message; where there is nobody to send it to, or DATA is scripted, it is refused."""
        content = self.rfile.read(size)
        if not self.relay.knows_bdat:
            self.wfile.write(b"502 5.5.1 unknown command\r\n")
            return True
        if not self._is_open or self.relay.answers["DATA"]:
            return self._say("DATA" if self._is_open else "BDAT")
        return self._keep(content)

    def _take_message(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return self._keep(b"".join(lines))

    def _keep(self, message: bytes) -> bool:
        self.relay.messages.append(message)
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
        return self.relay.goes_on or not self._last.startswith("421")

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
