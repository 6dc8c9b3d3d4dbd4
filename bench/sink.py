"""An SMTP server that writes down what it took: one line a message.

`python -m bench.sink LOG [PORT] [--pause SECONDS] [--refuse PATTERN]` prints its port. A line of the log
holds recipient and Message-ID; it is written before the message is acknowledged, after the pause. A recipient
that the pattern finds is answered 421 each time, and the line is closed.
"""

import argparse
import asyncio
import os
import re
from pathlib import Path

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
# Every line is as long as every other: the size of the log tells the number.
LINE = 100
_END = b"\r\n.\r\n"
_READY = b"220 sink ESMTP\r\n"
_GREETING = b"250-sink\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n"


class Conversation(asyncio.Protocol):
    """One client: lines until DATA, then bytes until the lone dot."""

    def __init__(self, log: int, pause: float, refused: re.Pattern[bytes] | None) -> None:
        self._log, self._pause, self._refused = log, pause, refused
        self._buffer = bytearray()
        self._in_data = False
        self._recipient = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._say(_READY)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._take_message() if self._in_data else self._take_line():
            pass

    def _say(self, words: bytes) -> None:
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.write(words)

    def _take_line(self) -> bool:
        line, found, rest = self._buffer.partition(b"\r\n")
        if found:
            self._buffer = rest
            self._answer(bytes(line))
        return bool(found)

    def _answer(self, line: bytes) -> None:
        match line[:4].upper():
            case b"EHLO":
                self._say(_GREETING)
            case b"RCPT":
                self._recipient = line.partition(b"<")[2].partition(b">")[0]
                self._greet_recipient()
            case b"DATA":
                self._in_data = True
                self._say(b"354 go ahead\r\n")
            case b"QUIT":
                self._say(b"221 bye\r\n")
                self._transport.close()
            case _:
                self._say(b"250 OK\r\n")

    def _greet_recipient(self) -> None:
        if self._refused and self._refused.search(self._recipient):
            self._say(b"421 4.7.0 not now\r\n")
            self._transport.close()
        else:
            self._say(b"250 2.1.5 OK\r\n")

    def _take_message(self) -> bool:
        end = self._buffer.find(_END)
        if end < 0:
            return False
        message_id = _MESSAGE_ID.search(self._buffer, 0, end)
        words = self._recipient + b" " + (message_id[1] if message_id else b"-")
        del self._buffer[: end + len(_END)]
        self._in_data = False
        asyncio.get_running_loop().call_later(self._pause, self._acknowledge, words)
        return True

    def _acknowledge(self, words: bytes) -> None:
        os.write(self._log, words.ljust(LINE - 1)[: LINE - 1] + b"\n")
        self._say(b"250 2.0.0 taken\r\n")


async def serve(asked: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    log = os.open(asked.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    refused = re.compile(asked.refuse.encode()) if asked.refuse else None
    server = await loop.create_server(
        lambda: Conversation(log, asked.pause, refused), "127.0.0.1", asked.port
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.sink")
    parser.add_argument("log", type=Path)
    parser.add_argument("port", type=int, nargs="?", default=0)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--refuse", default="")
    asyncio.run(serve(parser.parse_args()))
