"""Insert the pages of other PDFs into a rendered one, in a confined process: the files are of others."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import CPU_SECONDS, MEMORY_BYTES, WALL_SECONDS, RenderError
from nfp_portal.renderings import assembly_process

_TICK = 1.0
_PROCESS = Path(assembly_process.__file__)


@dataclass(frozen=True)
class Inserted:
    """A file whose pages follow the page of this index."""

    after: int
    path: Path


def pages_of(paths: Iterable[Path]) -> dict[Path, int]:
    """Return how many pages each PDF has; what cannot be read is left out: protected, damaged, missing."""
    files = [str(path) for path in paths]
    counted: dict[str, int] = _run({"count": files}, None) if files else {}
    return {Path(path): number for path, number in counted.items()}


def insert(rendered: Path, files: Sequence[Inserted], report: ReportProgress) -> Path:
    """Replace the rendered file by one with the pages of all; each page but the first says n / N.

    `after` counts from the end, as -1 for the last page of `rendered`. Raises `RenderError`.
    """
    draft = rendered.with_suffix(".part")
    inserted = [{"after": each.after, "path": str(each.path)} for each in files]
    try:
        _run({"front": str(rendered), "inserted": inserted, "output": str(draft)}, report)
        draft.rename(rendered)
    finally:
        draft.unlink(missing_ok=True)
    return rendered


def _run(request: dict[str, Any], report: ReportProgress | None) -> Any:
    limits = {"cpu_seconds": CPU_SECONDS, "memory_bytes": MEMORY_BYTES}
    command = [sys.executable, "-I", str(_PROCESS)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"LANG": "C.UTF-8"},
    ) as process:
        try:
            output = _communicate(process, json.dumps(request | limits).encode(), report)
        finally:
            process.kill()
    if process.returncode:
        raise RenderError(_("The papers could not be put together."))
    return json.loads(output)


def _communicate(process: "subprocess.Popen[bytes]", stdin: bytes, report: ReportProgress | None) -> bytes:
    """Wait for the process, renewing the lease meanwhile. Raises `RenderError` after its time."""
    given: bytes | None = stdin
    for _second in range(int(WALL_SECONDS / _TICK)):
        try:
            return process.communicate(given, timeout=_TICK)[0]
        except subprocess.TimeoutExpired:
            given = None
            if report is not None:
                report(0)
    raise RenderError(_("The papers could not be put together."))
