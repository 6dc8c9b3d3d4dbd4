"""A browser of the standard library: cookies, forms, TLS to a stack on this machine."""

import socket
import ssl
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPMessage, HTTPSConnection
from urllib.parse import urlencode, urljoin, urlsplit

from rehearsal.engine import SITE, RehearsalError, Stack

FOLLOWED = frozenset({301, 302, 303, 307})
File = tuple[str, bytes]


class Connection(HTTPSConnection):
    """To the site's name, at an address of this machine."""

    def __init__(self, https: int, context: ssl.SSLContext, timeout: float) -> None:
        super().__init__(SITE, https, timeout=timeout, context=context)
        self._tls = context

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=SITE)


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms of a page with the values a browser would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = self._textarea = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
        elif self.forms and values.get("name") and tag == "input":
            self._input(values)
        elif tag in {"select", "textarea"} and self.forms:
            self.forms[-1].fields[values.get("name", "")] = ""
            self._select, self._textarea = (
                (values.get("name", ""), "") if tag == "select" else ("", values.get("name", ""))
            )
        elif tag == "option" and self._select and "selected" in values:
            self.forms[-1].fields[self._select] = values.get("value", "")

    def _input(self, values: dict[str, str]) -> None:
        chosen = values.get("type") not in {"checkbox", "radio"} or "checked" in values
        if values.get("type") == "file":
            self.forms[-1].files.add(values["name"])
        elif chosen and values.get("type") != "submit":
            self.forms[-1].fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1].fields[self._textarea] += data


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Browser:
    def __init__(self, stack: Stack) -> None:
        self.https = stack.https
        self.tls = ssl.create_default_context(cadata=stack.authority())
        self.cookies: dict[str, str] = {}

    def connection(self, timeout: float = 120) -> Connection:
        return Connection(self.https, self.tls, timeout)

    def headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        origin = f"https://{SITE}"
        return {
            "Host": SITE,
            "Cookie": cookie,
            "Referer": f"{origin}/",
            "Origin": origin,
            "Accept-Language": "en",
        }

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = "") -> Answer:
        connection = self.connection()
        headers = self.headers() | ({"Content-Type": content_type} if content_type else {})
        try:
            connection.request(method, path, body=body or None, headers=headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(path, response.status, response.headers, content)

    def get(self, path: str) -> Answer:
        return self._follow(self.request("GET", path))

    def _follow(self, answer: Answer) -> Answer:
        for _turn in range(6):
            if answer.status not in FOLLOWED:
                return answer
            goal = urlsplit(urljoin(answer.path, answer.headers["Location"]))
            answer = self.request("GET", goal.path + (f"?{goal.query}" if goal.query else ""))
        raise RehearsalError(f"{answer.path} leads round in circles")

    def submit(
        self, page: Answer, *, files: dict[str, File] | None = None, action: str = "", **values: str
    ) -> Answer:
        """Fill the form that has all these fields (or whose address ends with `action`), and send it."""
        form = self._form(page, action, set(values) | set(files or ()))
        fields = form.fields | values
        goal = urljoin(page.path, form.action or page.path)
        if files is None:
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = _multipart(fields, files)
        return self._follow(self.request("POST", urlsplit(goal).path, body, kind))

    @staticmethod
    def _form(page: Answer, action: str, names: set[str]) -> Form:
        for form in Forms(page.text).forms:
            known = form.fields.keys() | form.files
            fits = (form.action or page.path).endswith(action) and names <= known
            if "csrfmiddlewaretoken" in known and fits:
                return form
        raise RehearsalError(f"{page.path} ({page.status}) has no form with {sorted(names)} {action}")


def _multipart(fields: dict[str, str], files: dict[str, File]) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
