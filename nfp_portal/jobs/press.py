"""HTML to PDF: hand a document to a confined process, watch it, and keep what it made.

A document is written by people and may be a hazard: the process reaches only our own static and media
files, and has limits of computing, memory and time.
"""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from nfp_portal.jobs import disk
from nfp_portal.jobs.registry import Report

log = logging.getLogger(__name__)

CPU_SECONDS = 120
WALL_SECONDS = 240
MEMORY_BYTES = 1536 * 1024 * 1024
FONTS = "fonts/pdf/fonts.conf"
# Of what the process complained about, in bytes, so much of the end goes to the log.
COMPLAINTS_KEPT = 2000
_TICK = 1.0


class PressError(Exception):
    """The document could not be set; the words say why and are shown."""


@dataclass(frozen=True)
class Limits:
    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS
    memory_bytes: int = MEMORY_BYTES


def print_pdf(html: str, report: Report, limits: Limits | None = None) -> Path:
    """Give the PDF of an HTML document: a file of random name in MEDIA_ROOT/renderings.

    Addresses in the document may begin with /static/ and /media/ (MEDIA_ROOT); any other fails it, as does a
    missing file. Title and language of the PDF are those of the HTML. Raises `PressError`; what `report`
    raises ends the process too.
    """
    folder = Path(settings.MEDIA_ROOT) / "renderings"
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{uuid.uuid4()}.pdf"
    draft = final.with_suffix(".part")
    try:
        _Typesetter(limits or Limits(), report).run(_order(html, draft, limits or Limits()))
        draft.rename(final)
    finally:
        draft.unlink(missing_ok=True)
    _keep(folder)
    return final


def remove_drafts() -> None:
    """Remove what killed workers left half printed."""
    for draft in (Path(settings.MEDIA_ROOT) / "renderings").glob("*.part"):
        with suppress(FileNotFoundError):  # its worker has just given it its last name
            if draft.stat().st_mtime < time.time() - 2 * WALL_SECONDS:
                draft.unlink()


def _order(html: str, draft: Path, limits: Limits) -> bytes:
    folders = {settings.STATIC_URL: _static_folders(), "/media/": [str(settings.MEDIA_ROOT)]}
    order = {"html": html, "output": str(draft), "base_url": settings.SITE_URL + "/", "folders": folders}
    confines = {"cpu_seconds": limits.cpu_seconds, "memory_bytes": limits.memory_bytes}
    return json.dumps(order | confines).encode()


def _static_folders() -> list[str]:
    return [str(folder) for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)]


def _keep(folder: Path) -> None:
    """Have the new name on the disk before the database speaks of it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _environment() -> dict[str, str]:
    """Give the little that the process needs; no address, no key. Only our own fonts are found."""
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "XDG_CACHE_HOME": tempfile.gettempdir()}
    for folder in _static_folders():
        fonts = Path(folder) / FONTS
        if fonts.is_file():
            environment["FONTCONFIG_FILE"] = str(fonts)
    return environment


class _Typesetter:
    """One process and what it says."""

    def __init__(self, limits: Limits, report: Report) -> None:
        self._ends_at = time.monotonic() + limits.wall_seconds
        self._report = report
        self._error = ""
        self._done = self._total = 0

    def run(self, order: bytes) -> None:
        with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as paper:
            paper.write(order)
            paper.seek(0)
            process = self._start(paper, complaints)
            with process.stdout as words:  # type: ignore[union-attr] # it is a pipe
                try:
                    self._watch(words)
                    process.wait(timeout=5)
                finally:
                    process.kill()
                    process.wait()
            if process.returncode:
                log.warning("The typesetter ended with code %d: %s", process.returncode, _end_of(complaints))
                raise PressError(self._error or self._why(process.returncode))

    def _start(self, paper: IO[bytes], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "nfp_portal.jobs.typesetter"],
            cwd=settings.BASE_DIR,
            env=_environment(),
            stdin=paper,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )

    def _watch(self, words: IO[bytes]) -> None:
        """Report at least once a second, which keeps the lease, until the process ends or time is up."""
        told_at, line = 0.0, b""
        while (heard := _listen(words)) is not None:
            *lines, line = (line + heard).split(b"\n")
            for each in lines:
                self._hear(each.decode("utf-8", "replace"))
            if time.monotonic() > told_at + _TICK:
                told_at = time.monotonic()
                self._tell()

    def _hear(self, line: str) -> None:
        match line.split(" ", 2):
            case ["page", page, total]:
                self._done, self._total = int(page), int(total)
            case ["full"]:
                self._error = str(disk.FULL)
            case ["error", *why]:
                self._error = " ".join(why)

    def _tell(self) -> None:
        if time.monotonic() > self._ends_at:
            raise PressError(_("The document took too long."))
        self._report(self._done, self._total, _("Setting the pages"))

    def _why(self, code: int) -> str:
        if code in {-signal.SIGXCPU, -signal.SIGKILL}:
            return _("The document took too much computing.")
        return _("The typesetter ended with code %(code)d.") % {"code": code}


def _end_of(complaints: IO[bytes]) -> str:
    length = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, length - COMPLAINTS_KEPT))
    return complaints.read().decode("utf-8", "replace").strip()


def _listen(words: IO[bytes]) -> bytes | None:
    """Give what was said within a second, perhaps nothing; None after the last word."""
    ready, _write, _error = select.select([words], [], [], _TICK)
    return (os.read(words.fileno(), 65536) or None) if ready else b""
