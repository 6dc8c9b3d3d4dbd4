"""The pages of the mail catcher: all messages, one, its HTML part in a locked frame, and JSON."""

import json
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from launch.catcher import Box, Caught

HOSTS = {"127.0.0.1", "localhost"}
STYLE = (Path(__file__).parent / "inbox.css").read_bytes()
LOCKED = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'"
# The HTML part may open its links, but run no script and load nothing.
PART = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
    " sandbox allow-popups allow-popups-to-escape-sandbox"
)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/inbox.css"></head>
<body><header><a href="/">Mail caught on this machine</a></header><main>{content}</main></body></html>"""


def parsed(source: bytes) -> EmailMessage:
    return message_from_bytes(source, policy=policy.default)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _linked(text: str) -> str:
    """Escape plain text and link its addresses."""
    return re.sub(
        r"https?://[^\s<>&]+(?:&amp;[^\s<>&]+)*", r'<a href="\g<0>">\g<0></a>', escape(text, quote=False)
    )


def overview(messages: "list[Caught]") -> str:
    if not messages:
        return (
            "<h1>No messages yet</h1><p>What the portal sends appears here. Nothing leaves this machine.</p>"
        )
    rows = "".join(_row(message) for message in reversed(messages))
    return (
        f"<h1>{len(messages)} message{'s' if len(messages) > 1 else ''}</h1>"
        '<form method="post" action="/delete"><button>Delete all</button></form>'
        f"<table><thead><tr><th>Time<th>To<th>Subject</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(caught: "Caught") -> str:
    subject = str(parsed(caught.source)["Subject"] or "(no subject)")
    return (
        f"<tr><td>{caught.received_at.astimezone():%H:%M:%S}<td>{escape(', '.join(caught.recipients))}"
        f'<td><a href="/messages/{caught.number}">{escape(subject)}</a></tr>'
    )


def one(caught: "Caught") -> str:
    message = parsed(caught.source)
    here = f"/messages/{caught.number}"
    return (
        f"<h1>{escape(str(message['Subject'] or '(no subject)'))}</h1>"
        f'<p>To {escape(", ".join(caught.recipients))} · <a href="{here}.eml">source</a></p>'
        f"<pre>{_linked(_body(message, 'plain'))}</pre>"
        + (f'<iframe src="{here}.html" title="HTML part"></iframe>' if _body(message, "html") else "")
        + f"<details><summary>Headers</summary><dl>{_headers(message)}</dl></details>"
    )


def _headers(message: EmailMessage) -> str:
    return "".join(f"<dt>{escape(name)}<dd>{escape(str(value))}" for name, value in message.items())


def listing(messages: "list[Caught]") -> bytes:
    """Return every message as JSON; `source` is the raw message with invalid UTF-8 replaced."""
    rows = [
        {
            "id": caught.number,
            "received_at": caught.received_at.isoformat(),
            "from": caught.sender,
            "to": caught.recipients,
            "subject": str(parsed(caught.source)["Subject"] or ""),
            "source": caught.source.decode(errors="replace"),
        }
        for caught in messages
    ]
    return json.dumps({"messages": rows}).encode()


class InboxHandler(BaseHTTPRequestHandler):
    """Answers requests to its own host name only, so that no other site can read the mail."""

    box: "ClassVar[Box]"
    server_version = "inbox"
    sys_version = ""

    def do_GET(self) -> None:
        if not self._is_for_us():
            return
        path = self.path.partition("?")[0]
        match = re.fullmatch(r"/messages/(\d+)(\.html|\.eml)?", path)
        if match:
            self._message(int(match[1]), match[2])
        elif path == "/":
            self._page("Inbox", overview(self.box.all()))
        elif path == "/messages.json":
            self._send(listing(self.box.all()), "application/json")
        elif path == "/inbox.css":
            self._send(STYLE, "text/css")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        if not self._is_for_us():
            return
        if self.path != "/delete":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.box.empty()
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_for_us(self) -> bool:
        host = self.headers.get("Host", "").partition(":")[0]
        origin = self.headers.get("Origin", f"http://{host}")
        allowed = host in HOSTS and re.fullmatch(rf"http://{re.escape(host)}(:\d+)?", origin)
        if not allowed:
            self.send_error(HTTPStatus.FORBIDDEN)
        return bool(allowed)

    def _message(self, number: int, form: str | None) -> None:
        caught = self.box.find(number)
        if caught is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif form == ".eml":
            self._send(caught.source, "text/plain; charset=utf-8")
        elif form == ".html":
            self._send(_body(parsed(caught.source), "html").encode(), "text/html; charset=utf-8", PART)
        else:
            self._page("Message", one(caught))

    def _page(self, title: str, content: str) -> None:
        page = PAGE.format(title=title, content=content).encode()
        self._send(page, "text/html; charset=utf-8")

    def _send(self, content: bytes, kind: str, rules: str = LOCKED) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", rules)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log nothing."""
