"""Lines about what people read: pages, agenda, PDF, papers, limits, slow clients, the access log."""

import re
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from typing import Any

from rehearsal.browser import Answer, Browser
from rehearsal.engine import SITE, docker, expect, wait_for
from rehearsal.scene import Scene

MEGABYTE = 1_000_000
LARGE = 20 * MEGABYTE
SENDERS = READERS = 100
SECONDS = 30
MEETING: dict[str, Any] = {
    "title": "Rehearsal meeting", "series": "training", "stage": "agenda", "city": "Vienna",
    "starts_on": "2026-10-06", "ends_on": "2026-10-07",
}  # fmt: skip
ITEM: dict[str, Any] = {
    "title": "Opening", "kind": "opening", "day": "2026-10-06", "begins": "09:00", "ends": "09:30"
}  # fmt: skip


def pages_are_served(scene: Scene) -> str:
    browser = Browser(scene.first)
    page = browser.get("/about/")
    style = re.search(r'href="(/static/css/[^"]+\.[0-9a-f]{12}\.css)"', page.text)
    expect(page.status == 200 and style, f"/about/ answers {page.status}")  # noqa: PLR2004
    css = browser.get(style[1] if style else "")
    expect(css.status == 200 and "immutable" in css.headers["Cache-Control"], css.status)  # noqa: PLR2004
    missing = browser.get("/nowhere/")
    expect(missing.status == 404 and "style" in missing.text, f"/nowhere/ answers {missing.status}")  # noqa: PLR2004
    ready = browser.get("/readyz").text
    expect('"broker": "up"' in ready and '"database": "up"' in ready, ready)
    return "about, style sheet named by its digest, 404, readyz"


def publish_an_agenda(scene: Scene) -> str:
    browser = scene.browser(scene.editor)
    page = browser.submit(browser.get("/meetings/new/"), **MEETING)
    expect(page.status == 200, f"{page.path} ({page.status})")  # noqa: PLR2004
    scene.meeting = "/".join(page.path.split("/")[:3])
    form = browser.get(f"{scene.meeting}/agenda/add/")
    page = browser.submit(form, **ITEM)
    expect(page.status == 200, f"{page.path} ({page.status})")  # noqa: PLR2004
    public = Browser(scene.first).get(f"{scene.meeting}/agenda")
    expect("Opening" in public.text, f"{public.path} ({public.status})")
    return f"{scene.meeting}/agenda, read by a visitor"


def render_a_pdf(scene: Scene) -> str:
    pdf, seconds = finished(Browser(scene.first), f"{scene.meeting}/agenda.pdf")
    kind, accel = pdf.headers["Content-Type"], pdf.headers["X-Accel-Redirect"]
    expect((kind, accel) == ("application/pdf", None), pdf.headers)
    return f"{len(pdf.body) // 1000} kB after {seconds:.1f} s, sent by the proxy"


def finished(browser: Browser, path: str) -> tuple[Answer, float]:
    """Wait for a document; raises at once if it has failed."""
    pdf = browser.get(path)
    started = time.monotonic()
    while pdf.status == 202 and time.monotonic() - started < 120:  # noqa: PLR2004
        time.sleep(0.3)
        pdf = browser.get(path)
    expect(pdf.status == 200 and pdf.body.startswith(b"%PDF"), f"{path} answers {pdf.status}")  # noqa: PLR2004
    return pdf, time.monotonic() - started


def upload(browser: Browser, meeting: str, size: int, title: str = "A large paper") -> Answer:
    """Hand in a paper of so many bytes."""
    content = b"%PDF-1.7\n" + b"0123456789abcdef" * (size // 16)
    form = browser.get(f"{meeting}/papers/add/")
    return browser.submit(form, files={"file": ("large.pdf", content)}, title=title)


def large_files_meet_the_portals_words(scene: Scene) -> str:
    browser = scene.browser(scene.editor)
    page = upload(browser, scene.meeting, LARGE)
    expect(page.status == 200, f"20 MB: {page.path} ({page.status})")  # noqa: PLR2004
    match = re.search(rf"{scene.meeting}/papers/[0-9a-f-]+", browser.get(f"{scene.meeting}/").text)
    scene.paper = match[0] if match else ""
    expect(scene.paper, "the paper is not on the page of the meeting")
    paper = browser.get(scene.paper)
    expect(len(paper.body) == LARGE // 16 * 16 + 9, f"{scene.paper}: {paper.status}, {len(paper.body)} bytes")
    expect("attachment" in paper.headers["Content-Disposition"], paper.headers)
    page = upload(browser, scene.meeting, 30 * MEGABYTE)
    expect(page.status == 422 and "25" in page.text, f"30 MB: {page.status}")  # noqa: PLR2004
    # Little above the proxy's limit: of much more it reads no rest, and a client may miss the answer.
    page = upload(browser, scene.meeting, 40 * MEGABYTE + 100_000)
    expect(page.status == 413 and "too large" in page.text, f"40.1 MB: {page.status}")  # noqa: PLR2004
    return "20 MB kept and read back; 30 MB: the portal's words; above 40 MB: the proxy's"


class Crowd:
    """Clients that send, or read, as slowly as they can."""

    def __init__(self, scene: Scene) -> None:
        self.browser = scene.browser(scene.editor)
        self.paper = scene.paper
        self.until = time.monotonic() + SECONDS
        self.sending = self.reading = self.read = 0

    def start(self) -> list[threading.Thread]:
        slow = [threading.Thread(target=self.drip, daemon=True) for _each in range(SENDERS)]
        slow += [threading.Thread(target=self.sip, daemon=True) for _each in range(READERS)]
        for thread in slow:
            thread.start()
        return slow

    def drip(self) -> None:
        with suppress(OSError, HTTPException):
            connection = self.browser.connection()
            connection.connect()
            head = f"POST /accounts/login/ HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: {LARGE}\r\n\r\n"
            connection.sock.sendall(head.encode())
            self.sending += 1
            while time.monotonic() < self.until:
                connection.sock.sendall(b"x" * 100)
                time.sleep(0.5)
            connection.close()

    def sip(self) -> None:
        with suppress(OSError, HTTPException):
            connection = self.browser.connection()
            connection.request("GET", self.paper, headers=self.browser.headers())
            response = connection.getresponse()
            self.reading += response.status == 200  # noqa: PLR2004
            while time.monotonic() < self.until:
                self.read += len(response.read(1000))
                time.sleep(0.5)
            connection.close()


def slow_clients_delay_nobody(scene: Scene) -> str:
    crowd = Crowd(scene)
    slow = crowd.start()
    everybody = (SENDERS, READERS)
    wait_for(lambda: (crowd.sending, crowd.reading) == everybody, "slow clients at work", SECONDS / 2)
    time.sleep(2)
    health = [_seconds(scene, "/healthz") for _each in range(60)]
    pages = [_seconds(scene, "/about/") for _each in range(20)]
    memory = ", ".join(f"{name} {_megabytes(scene, name):.0f} MB" for name in ("proxy", "web"))
    expect(sum(thread.is_alive() for thread in slow) > 150, "the slow clients were gone too soon")  # noqa: PLR2004
    expect(crowd.read > READERS * 1000, f"the slow readers read {crowd.read} bytes")
    for thread in slow:
        thread.join(SECONDS + 30)
    expect(max(health) < 1, f"/healthz took {max(health):.2f} s")
    slowest = f"/healthz {max(health):.2f} s, /about/ {max(pages):.2f} s at most"
    return f"{SENDERS} senders, {READERS} readers: {slowest}; {memory} meanwhile"


def _megabytes(scene: Scene, service: str) -> float:
    """Return the resident memory of a service's processes."""
    rows = docker("top", scene.first.ids(service), "-eo", "pid,rss").splitlines()[1:]
    return sum(int(row.split()[1]) for row in rows) / 1000


def _seconds(scene: Scene, path: str) -> float:
    browser = Browser.__new__(Browser)
    browser.https, browser.tls, browser.cookies = scene.first.https, scene.browser(scene.editor).tls, {}
    started = time.monotonic()
    answer = browser.get(path)
    expect(answer.status == 200, f"{path} answers {answer.status}")  # noqa: PLR2004
    time.sleep(0.1)
    return time.monotonic() - started - 0.1


def access_log_holds_no_tokens(scene: Scene) -> str:
    token = scene.mail.link(scene.editor.email, "invitation").rstrip("/").rpartition("/")[2]
    Browser(scene.first).get("/search/?q=Waldmann")
    wait_for(lambda: "/search/" in _log(scene), "the access log")
    log = _log(scene)
    expect("/invitation/" in log, "the invitation is not in the access log")
    expect(token not in log and "Waldmann" not in log, "the access log holds a token or a search")
    return f"{log.count('handled request')} requests, no token, no search"


def _log(scene: Scene) -> str:
    return scene.first.compose("logs", "--no-log-prefix", "proxy")
