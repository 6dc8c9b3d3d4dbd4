"""An SMTP server that takes everything at once and writes down what it took: one line a message.

`python -m bench.sink LOG [PORT]` prints its port. A line of the log holds recipient and Message-ID; it is
written before the message is acknowledged.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
# Every line is as long as every other: the size of the log tells the number.
LINE = 100
_END = b"\r\n.\r\n"
_READY = b"220 sink ESMTP\r\n"
_GREETING = b"250-sink\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n"


class Conversation(asyncio.Protocol):
    """One client: lines until DATA, then bytes until the lone dot."""

    def __init__(self, log: int) -> None:
        self._log = log
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
                self._say(b"250 2.1.5 OK\r\n")
            case b"DATA":
                self._in_data = True
                self._say(b"354 go ahead\r\n")
            case b"QUIT":
                self._say(b"221 bye\r\n")
                self._transport.close()
            case _:
                self._say(b"250 OK\r\n")

    def _take_message(self) -> bool:
        end = self._buffer.find(_END)
        if end < 0:
            return False
        message_id = _MESSAGE_ID.search(self._buffer, 0, end)
        words = self._recipient + b" " + (message_id[1] if message_id else b"-")
        os.write(self._log, words.ljust(LINE - 1)[: LINE - 1] + b"\n")
        del self._buffer[: end + len(_END)]
        self._in_data = False
        self._say(b"250 2.0.0 taken\r\n")
        return True


async def serve(log: Path, port: int = 0) -> None:
    loop = asyncio.get_running_loop()
    opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    server = await loop.create_server(lambda: Conversation(opened), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int("".join(sys.argv[2:3]) or 0)))
