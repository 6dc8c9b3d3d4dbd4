"""HTML to PDF in a confined process of its own, forked from a warm one.

Documents hold texts that people wrote, so the process reaches only our own static and media files, and its
computing time, memory and duration are limited.
"""

import json
import logging
import os
import select
import signal
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
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.warm import PARENT, ParentLostError, RenderError

log = logging.getLogger(__name__)

CPU_SECONDS = 120
WALL_SECONDS = 240
MEMORY_BYTES = 1536 * 1024 * 1024
FONTS = "fonts/pdf/fonts.conf"
# Bytes of the end of the process's standard error that go to the log.
STDERR_KEPT = 2000
_TICK = 1.0

__all__ = ["Limits", "RenderError", "remove_drafts", "render_pdf"]


@dataclass(frozen=True)
class Limits:
    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS
    memory_bytes: int = MEMORY_BYTES


def render_pdf(html: str, report: ReportProgress, limits: Limits | None = None) -> Path:
    """Return the PDF of an HTML document: a file of random name in MEDIA_ROOT/renderings.

    Addresses in the document may begin with /static/ and /media/ (MEDIA_ROOT). Title and language of the PDF
    are those of the HTML. Raises `RenderError`, also for another address or a missing file; an exception of
    `report` ends the process too.
    """
    folder = Path(settings.MEDIA_ROOT) / "renderings"
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{uuid.uuid4()}.pdf"
    draft = final.with_suffix(".part")
    try:
        _render(request_of(html, draft, limits or Limits()), draft, limits or Limits(), report)
        draft.rename(final)
    finally:
        draft.unlink(missing_ok=True)
    _sync(folder)
    return final


def _render(request: bytes, draft: Path, limits: Limits, report: ReportProgress) -> None:
    """Try a second time where the parent of the PDF processes ended: no fault of the document."""
    try:
        _PdfProcess(limits, report).run(request)
    except ParentLostError:
        log.warning("The parent of the PDF processes ended; a new one renders the document")
        draft.unlink(missing_ok=True)
        _PdfProcess(limits, report).run(request)


def remove_drafts() -> None:
    """Remove the unfinished files of workers that were killed."""
    for draft in (Path(settings.MEDIA_ROOT) / "renderings").glob("*.part"):
        with suppress(FileNotFoundError):  # its worker has just renamed it
            if draft.stat().st_mtime < time.time() - 2 * WALL_SECONDS:
                draft.unlink()


def request_of(html: str, draft: Path, limits: Limits) -> bytes:
    folders = {settings.STATIC_URL: _static_folders(), "/media/": [str(settings.MEDIA_ROOT)]}
    request = {"html": html, "output": str(draft), "base_url": settings.SITE_URL + "/", "folders": folders}
    limited = {"cpu_seconds": limits.cpu_seconds, "memory_bytes": limits.memory_bytes}
    request["letters_note"] = _("Letters that the fonts of this document lack, shown by their code:")
    return json.dumps(request | limited).encode()


def _static_folders() -> list[str]:
    return [str(folder) for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)]


def _sync(folder: Path) -> None:
    """Have the new name on the disk before the database refers to it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def environment() -> dict[str, str]:
    """Return the few variables that the process needs, no secrets; fontconfig finds only our own fonts."""
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "XDG_CACHE_HOME": tempfile.gettempdir()}
    for folder in _static_folders():
        fonts = Path(folder) / FONTS
        if fonts.is_file():
            environment["FONTCONFIG_FILE"] = str(fonts)
    return environment


class _PdfProcess:
    """One run of `pdf_process`, watched from the worker."""

    def __init__(self, limits: Limits, report: ReportProgress) -> None:
        self._ends_at = time.monotonic() + limits.wall_seconds
        self._report = report
        self._error = ""
        self._done = self._total = 0

    def run(self, request: bytes) -> None:
        """Raises `RenderError` if the process fails or is killed by its limits."""
        with tempfile.TemporaryFile() as stderr, tempfile.TemporaryFile() as stdin, PARENT.lock:
            stdin.write(request)
            stdin.seek(0)
            code = self._forked(stdin, stderr)
            if code:
                log.warning("The PDF process ended with code %d: %s", code, _end_of(stderr))
                raise RenderError(self._error or self._reason(code))

    def _forked(self, stdin: IO[bytes], stderr: IO[bytes]) -> int:
        """Run it and return its exit code; whatever happens here, it has ended afterwards."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb", buffering=0) as stdout:
            PARENT.run(stdin, writing, stderr, environment())
            try:
                self._watch(stdout)
            except BaseException:
                PARENT.kill_child()
                raise
        return PARENT.exit_code()

    def _watch(self, stdout: IO[bytes]) -> None:
        """Report at least once a second, which keeps the lease, until the process ends or time is up."""
        reported_at, rest = 0.0, b""
        while (chunk := _read_chunk(stdout)) is not None:
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._handle_line(line.decode("utf-8", "replace"))
            if time.monotonic() > reported_at + _TICK:
                reported_at = time.monotonic()
                self._report_progress()

    def _handle_line(self, line: str) -> None:
        match line.split(" ", 2):
            case ["page", page, total]:
                self._done, self._total = int(page), int(total)
            case ["full"]:
                self._error = str(disk.FULL)
            case ["error", *reason]:
                self._error = " ".join(reason)

    def _report_progress(self) -> None:
        if time.monotonic() > self._ends_at:
            raise RenderError(_("The document took too long."))
        self._report(self._done, self._total, _("Laying out the pages"))

    def _reason(self, code: int) -> str:
        if code in {-signal.SIGXCPU, -signal.SIGKILL}:
            return _("The document took too much computing.")
        return _("The PDF process ended with code %(code)d.") % {"code": code}


def _end_of(stderr: IO[bytes]) -> str:
    length = stderr.seek(0, os.SEEK_END)
    stderr.seek(max(0, length - STDERR_KEPT))
    return stderr.read().decode("utf-8", "replace").strip()


def _read_chunk(stdout: IO[bytes]) -> bytes | None:
    """Return what was written within a second, perhaps nothing; None at the end of the stream."""
    ready, _write, _error = select.select([stdout], [], [], _TICK)
    return (os.read(stdout.fileno(), 65536) or None) if ready else b""
