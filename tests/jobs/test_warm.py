"""The warm parent of the PDF processes: kept, started again, never in the way of a limit."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from pytest_django import Settings

from nfp_portal.jobs import pdf_parent
from nfp_portal.jobs.renderer import Limits, RenderError, environment, render_pdf, request_of
from nfp_portal.jobs.warm import PARENT, WarmParent

HTML = '<!doctype html><html lang="en"><title>T</title><h1>T</h1></html>'
LONG = HTML.replace("</h1>", "</h1>" + "<p>An orderly sentence.</p>" * 20_000)
# What the parent does before it forks, and the modules that its first child still imports.
FIRST_CHILD = """
import json, sys
from nfp_portal.jobs import pdf_process
pdf_process.warm_up()
before = set(sys.modules)
pdf_process.render(pdf_process.Request(json.load(sys.stdin)))
print(sorted(set(sys.modules) - before), file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    assert not list(tmp_path.glob("renderings/*.part"))


def ignore_progress(done: int, total: int = 0, note: str = "") -> None:
    """A `ReportProgress` that does nothing."""


def pid_after(html: str = HTML) -> int:
    """Render a document, and return the process of the parent that did."""
    assert render_pdf(html, ignore_progress).read_bytes().startswith(b"%PDF-")
    return PARENT.pid


def test_one_parent_renders_one_document_after_another() -> None:
    first = pid_after()
    assert (pid_after(), pid_after()) == (first, first)


def test_the_first_child_imports_nothing(tmp_path: Path) -> None:
    html = render_to_string("pdf/base.html")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_CHILD],
        input=request_of(html, tmp_path / "first.pdf", Limits()),
        env=environment(),
        capture_output=True,
        check=True,
    )
    *_of_fontconfig, imported = done.stderr.decode().splitlines()
    assert imported == "[]"


def test_a_stopped_document_leaves_the_parent_warm() -> None:
    first = pid_after()
    with pytest.raises(RenderError, match="too long"):
        render_pdf(LONG, ignore_progress, Limits(wall_seconds=0.2))
    with pytest.raises(RenderError, match="too much computing"):
        render_pdf(LONG, ignore_progress, Limits(cpu_seconds=1))
    assert pid_after() == first


def test_an_idle_parent_that_was_killed_is_started_again() -> None:
    first = pid_after()
    os.kill(first, signal.SIGKILL)
    assert pid_after() != first


def test_a_document_whose_parent_is_killed_is_rendered_by_the_next() -> None:
    killed: list[int] = []

    def kill_once(done: int, total: int = 0, note: str = "") -> None:
        if not killed:
            killed.append(PARENT.pid)
            os.kill(PARENT.pid, signal.SIGKILL)

    assert render_pdf(LONG, kill_once).stat().st_size > 1000
    assert killed != [PARENT.pid]


def test_changed_code_is_not_rendered_by_a_parent_that_has_the_old_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = pid_after()
    monkeypatch.setattr(pdf_parent, "stamp", lambda: (("pdf_process.py", 1),))
    assert pid_after() != first


def test_a_parent_ends_with_its_worker() -> None:
    own = WarmParent()
    own._ensure({"PATH": os.defpath})
    process, control = own._process, own._control
    assert process is not None
    assert control is not None
    control.close()
    assert process.wait(timeout=20) == 0
