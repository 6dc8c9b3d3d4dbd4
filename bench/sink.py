"""An SMTP server that logs each message it accepted in one line.

`python -m bench.sink LOG [PORT] [--pause SECONDS] [--refuse PATTERN] [--trouble SEED]` prints its port.

A line of the log holds recipient and Message-ID; it is written before the message is acknowledged, after
the pause. A recipient that matches the pattern is answered 421 each time, and the connection is closed. With
a seed, one message in eight meets trouble at its first tries (`bench.trouble`).
"""

import argparse
import asyncio
import os
import re
from pathlib import Path

from bench.trouble import Trouble

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
# All lines have this length, so that the size of the log gives the number of messages.
LINE = 100
_END = b"\r\n.\r\n"
_READY = b"220 sink ESMTP\r\n"
_OFFERS = (b"-sink", b"-8BITMIME", b"-PIPELINING", b"-CHUNKING", b" ENHANCEDSTATUSCODES")
_GREETING = b"".join(b"250%b\r\n" % offer for offer in _OFFERS)


class Conversation(asyncio.Protocol):
    """One client: lines until a message begins, then its bytes; one answer after the other."""

    def __init__(
        self, log: int, pause: float, refused: re.Pattern[bytes] | None, trouble: Trouble | None
    ) -> None:
        self._log, self._pause, self._refused, self._trouble = log, pause, refused, trouble
        self._buffer = bytearray()
        self._in_data = False
        self._chunk = 0
        self._is_taking = False  # the last message is not acknowledged yet
        self._recipient = b""
        self._replies = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send(_READY)
        self._flush()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._go_on()

    def _go_on(self) -> None:
        while not self._is_taking and not self._transport.is_closing() and self._take():
            pass
        self._flush()

    def _take(self) -> bool:
        if self._chunk:
            return self._take_chunk()
        return self._take_message() if self._in_data else self._take_line()

    def _send(self, reply: bytes) -> None:
        self._replies += reply

    def _flush(self) -> None:
        """Write what was answered in one go, as servers do to commands that came together (RFC 2920)."""
        if self._replies and isinstance(self._transport, asyncio.WriteTransport):
            self._transport.write(bytes(self._replies))
        self._replies.clear()

    def _close(self) -> None:
        self._flush()
        self._transport.close()

    def _take_line(self) -> bool:
        end = self._buffer.find(b"\r\n")
        if end < 0:
            return False
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        self._answer(line)
        return True

    def _answer(self, line: bytes) -> None:
        match line[:4].upper():
            case b"EHLO":
                self._send(_GREETING)
            case b"RCPT":
                self._recipient = line.partition(b"<")[2].partition(b">")[0]
                self._answer_recipient()
            case b"DATA":
                self._in_data = bool(self._recipient)
                self._send(b"354 go ahead\r\n" if self._recipient else b"503 5.5.1 no recipient\r\n")
            case b"BDAT":
                self._chunk = int(line.split()[1])
            case b"QUIT":
                self._send(b"221 bye\r\n")
                self._close()
            case _:
                self._send(b"250 OK\r\n")

    def _answer_recipient(self) -> None:
        if self._refused and self._refused.search(self._recipient):
            self._send(b"421 4.7.0 not now\r\n")
            self._close()
        elif reply := self._trouble and self._trouble.at_recipient(self._recipient):
            self._recipient = b""  # what follows has nobody to go to
            self._send(reply)
            if reply.startswith(b"421"):
                self._close()
        else:
            self._send(b"250 2.1.5 OK\r\n")

    def _take_message(self) -> bool:
        end = self._buffer.find(_END)
        return end >= 0 and self._keep(end, end + len(_END))

    def _take_chunk(self) -> bool:
        return len(self._buffer) >= self._chunk and self._keep(self._chunk, self._chunk)

    def _keep(self, end: int, following: int) -> bool:
        if not self._recipient:
            del self._buffer[:following]
            self._chunk = 0
            self._send(b"503 5.5.1 no recipient\r\n")
            return True
        message_id = _MESSAGE_ID.search(self._buffer, 0, end)
        entry = self._recipient + b" " + (message_id[1] if message_id else b"-")
        del self._buffer[:following]
        self._in_data, self._chunk, self._is_taking = False, 0, True
        if self._pause:
            asyncio.get_running_loop().call_later(self._pause, self._acknowledge, entry)
        else:
            self._acknowledge(entry)
        return True

    def _acknowledge(self, entry: bytes) -> None:
        trouble = self._trouble.at_end(self._recipient) if self._trouble else None
        if trouble is None or trouble.is_taken:
            self._write_down(entry)
        if trouble is None:
            self._send(b"250 2.0.0 taken\r\n")
        else:
            self._send(trouble.reply)
            if trouble.is_silent:
                return
            if trouble.closes:
                self._close()
        self._is_taking = False
        if self._pause:
            self._go_on()

    def _write_down(self, entry: bytes) -> None:
        os.write(self._log, entry.ljust(LINE - 1)[: LINE - 1] + b"\n")


async def serve(arguments: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    log = os.open(arguments.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    refused = re.compile(arguments.refuse.encode()) if arguments.refuse else None
    trouble = Trouble(arguments.trouble, arguments.log) if arguments.trouble else None
    server = await loop.create_server(
        lambda: Conversation(log, arguments.pause, refused, trouble), "127.0.0.1", arguments.port
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.sink")
    parser.add_argument("log", type=Path)
    parser.add_argument("port", type=int, nargs="?", default=0)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--refuse", default="")
    parser.add_argument("--trouble", type=int, default=0)
    asyncio.run(serve(parser.parse_args()))
