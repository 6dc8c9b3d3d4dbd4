"""The PDF renderer: what it renders, what it refuses, and what stops it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from pypdf import PdfReader
from pypdf.generic import Destination
from pytest_django import Settings

from nfp_portal.jobs import renderer
from nfp_portal.jobs.renderer import Limits, RenderError, render_pdf

PARAGRAPHS = "<p>An orderly sentence about borders.</p>"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    assert not list(tmp_path.glob("renderings/*.part"))


def page(body: str, css: str = "") -> str:
    head = f'<head><meta charset="utf-8"><title>Agenda – Повестка</title><style>{css}</style></head>'
    return f'<!doctype html><html lang="en">{head}<body><h1>Agenda</h1>{body}</body></html>'


def ignore_progress(done: int, total: int = 0, note: str = "") -> None:
    """A `ReportProgress` that does nothing."""


def test_a_pdf_has_title_language_tags_and_bookmarks() -> None:
    pdf = PdfReader(render_pdf(page(PARAGRAPHS), ignore_progress))
    root: Any = pdf.root_object
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Agenda – Повестка"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"] == {"/Marked": True}
    assert [str(mark.title) for mark in pdf.outline if isinstance(mark, Destination)] == ["Agenda"]
    assert "An orderly sentence about borders." in pdf.pages[0].extract_text()


def with_cover(body: str) -> str:
    cover = '{% include "pdf/cover_unless_short.html" with title="Report of the meeting" %}'
    blocks = f"{{% block cover %}}{cover}{{% endblock %}}{{% block content %}}{body}{{% endblock %}}"
    html: str = engines["django"].from_string(f'{{% extends "pdf/base.html" %}}{blocks}').render()
    return html


@pytest.mark.parametrize(("paragraphs", "pages"), [(20, 1), (45, 2), (90, 5)])
def test_a_document_whose_rest_has_two_pages_has_no_cover(paragraphs: int, pages: int) -> None:
    body = PARAGRAPHS * paragraphs + '<h2 class="new-page">Annex</h2>'
    pdf = PdfReader(render_pdf(with_cover(body), ignore_progress))
    first = pdf.pages[0].extract_text()
    assert len(pdf.pages) == pages
    assert ("Report of the meeting" in first, "An orderly sentence" in first) == (True, pages < 3)


def test_images_come_from_our_own_folders(media: Path) -> None:
    (media / "photo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    inline = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    sources = ("/media/photo.svg", "/static/img/icon.svg", inline)
    body = "".join(f'<img src="{source}" alt="">' for source in sources)
    assert render_pdf(page(body), ignore_progress).stat().st_size > 1000


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd" alt="">',
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        '<img src="/media/../../../../etc/passwd" alt="">',
        '<img src="/media/missing.png" alt="">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        '<svg width="9" height="9"><image width="9" height="9" href="file:///etc/passwd"/></svg>',
    ],
)
def test_a_document_has_access_to_our_own_files_only(body: str) -> None:
    with pytest.raises(RenderError, match="may not have"):
        render_pdf(page(body), ignore_progress)


def test_the_end_of_standard_error_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "STDERR_KEPT", 20)
    with pytest.raises(RenderError, match="code 1"):
        renderer._PdfProcess(Limits(), ignore_progress).run(b"{}")
    assert caplog.messages[-1].startswith("The PDF process ended with code 1: ")
    assert caplog.messages[-1].endswith("KeyError: 'html'")
    assert "Traceback" not in caplog.text


def test_a_symbolic_link_out_of_our_folders_is_not_followed(media: Path) -> None:
    (media / "sly.svg").symlink_to("/etc/passwd")
    with pytest.raises(RenderError, match="may not have"):
        render_pdf(page('<img src="/media/sly.svg" alt="">'), ignore_progress)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(cpu_seconds=1), "too much computing"),
        (Limits(wall_seconds=0.5), "too long"),
        (Limits(memory_bytes=256 * 1024 * 1024), "memory|code"),
    ],
)
def test_a_document_that_exceeds_a_limit_is_stopped(limits: Limits, message: str) -> None:
    with pytest.raises(RenderError, match=message):
        render_pdf(page(PARAGRAPHS * 30_000), ignore_progress, limits)


def test_a_lost_lease_ends_the_process_and_leaves_no_file(media: Path) -> None:
    def lose(done: int, total: int = 0, note: str = "") -> None:
        raise KeyError

    with pytest.raises(KeyError):
        render_pdf(page(PARAGRAPHS), lose)
    assert list(media.glob("renderings/*")) == []


def test_drafts_of_killed_workers_are_removed_and_fresh_ones_are_not(media: Path) -> None:
    (media / "renderings").mkdir()
    old, fresh = (media / "renderings" / name for name in ("old.part", "fresh.part"))
    old.touch()
    fresh.touch()
    os.utime(old, (0, 0))
    renderer.remove_drafts()
    assert (old.exists(), fresh.exists()) == (False, True)
    fresh.unlink()


def test_a_draft_renamed_during_the_removal_is_no_error(media: Path) -> None:
    (media / "renderings").mkdir()
    vanished = media / "renderings" / "gone.part"
    vanished.symlink_to("nowhere")  # is listed, and is not there when it is looked at
    renderer.remove_drafts()
    vanished.unlink()


def test_progress_counts_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "_TICK", 0.01)
    pages: list[int] = []

    def report(done: int, total: int = 0, note: str = "") -> None:
        pages.append(done)

    render_pdf(page(PARAGRAPHS * 2000), report)
    assert max(pages) > 10


def test_the_process_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    assert set(renderer.environment()) <= {"PATH", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_FILE"}
