"""A mail relay that demands STARTTLS and keeps each message as a file; it runs in a container of its own.

`python3 relay.py FOLDER`: the name in FOLDER/certificate says which certificate it shows.
"""

import socketserver
import ssl
import sys
import threading
import time
from pathlib import Path

FOLDER = Path(sys.argv[1] if sys.argv[1:] else ".")
NUMBERS = threading.Lock()


def tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER / (FOLDER / "certificate").read_text().strip())
    return context


class Session(socketserver.StreamRequestHandler):
    secure = False

    def handle(self) -> None:
        self.reply("220 relay ESMTP")
        try:
            while line := self.rfile.readline(4096):
                if not self.obey(line.split()[0].upper() if line.split() else b""):
                    return
        except (OSError, ssl.SSLError):
            return

    def obey(self, verb: bytes) -> bool:
        """Return whether the session goes on."""
        if verb in {b"EHLO", b"HELO"}:
            self.reply(
                "\r\n".join(("250-relay", *([] if self.secure else ["250-STARTTLS"]), "250 SIZE 50000000"))
            )
        elif verb == b"STARTTLS":
            self.start_tls()
        elif verb == b"QUIT":
            self.reply("221 Bye")
        elif not self.secure:
            self.reply("530 5.7.0 Must issue a STARTTLS command first")
        elif verb == b"DATA":
            self.take()
        else:
            self.reply("250 OK")
        return verb != b"QUIT"

    def start_tls(self) -> None:
        self.reply("220 Go ahead")
        self.connection = tls().wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.secure = True

    def take(self) -> None:
        self.reply("354 Go ahead")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        with NUMBERS:
            name = FOLDER / "mail" / f"{time.time_ns()}"
            name.with_suffix(".part").write_bytes(b"".join(lines))
            name.with_suffix(".part").rename(name.with_suffix(".eml"))
        self.reply("250 2.0.0 Kept")

    def reply(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Relay(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


if __name__ == "__main__":
    Relay(("0.0.0.0", 587), Session).serve_forever()  # noqa: S104 - the container's own network
