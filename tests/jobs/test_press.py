"""The press: what it prints, what it refuses, and what ends it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination
from pytest_django import Settings

from nfp_portal.jobs import press
from nfp_portal.jobs.press import Limits, PressError, print_pdf

PARAGRAPHS = "<p>An orderly sentence about borders.</p>"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    assert not list(tmp_path.glob("renderings/*.part"))


def page(body: str, css: str = "") -> str:
    head = f'<head><meta charset="utf-8"><title>Agenda – Повестка</title><style>{css}</style></head>'
    return f'<!doctype html><html lang="en">{head}<body><h1>Agenda</h1>{body}</body></html>'


def unheard(done: int, total: int = 0, note: str = "") -> None:
    """Report to nobody."""


def test_a_pdf_has_title_language_tags_and_bookmarks() -> None:
    pdf = PdfReader(print_pdf(page(PARAGRAPHS), unheard))
    root: Any = pdf.root_object
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Agenda – Повестка"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"] == {"/Marked": True}
    assert [str(mark.title) for mark in pdf.outline if isinstance(mark, Destination)] == ["Agenda"]
    assert "An orderly sentence about borders." in pdf.pages[0].extract_text()


def test_pictures_come_from_our_own_folders(media: Path) -> None:
    (media / "photo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    inline = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    sources = ("/media/photo.svg", "/static/img/icon.svg", inline)
    body = "".join(f'<img src="{source}" alt="">' for source in sources)
    assert print_pdf(page(body), unheard).stat().st_size > 1000


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
def test_a_document_reaches_nothing_but_our_own_files(body: str) -> None:
    with pytest.raises(PressError, match="may not have"):
        print_pdf(page(body), unheard)


def test_the_end_of_what_the_process_complained_about_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "COMPLAINTS_KEPT", 20)
    with pytest.raises(PressError, match="code 1"):
        press._Typesetter(Limits(), unheard).run(b"{}")
    assert caplog.messages[-1].startswith("The typesetter ended with code 1: ")
    assert caplog.messages[-1].endswith("KeyError: 'html'")
    assert "Traceback" not in caplog.text


def test_a_link_out_of_our_folders_is_not_followed(media: Path) -> None:
    (media / "sly.svg").symlink_to("/etc/passwd")
    with pytest.raises(PressError, match="may not have"):
        print_pdf(page('<img src="/media/sly.svg" alt="">'), unheard)


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(cpu_seconds=1), "too much computing"),
        (Limits(wall_seconds=0.5), "too long"),
        (Limits(memory_bytes=256 * 1024 * 1024), "memory|code"),
    ],
)
def test_a_document_that_asks_too_much_is_given_up(limits: Limits, why: str) -> None:
    with pytest.raises(PressError, match=why):
        print_pdf(page(PARAGRAPHS * 30_000), unheard, limits)


def test_who_loses_the_job_ends_the_process_and_leaves_nothing(media: Path) -> None:
    def lose(done: int, total: int = 0, note: str = "") -> None:
        raise KeyError

    with pytest.raises(KeyError):
        print_pdf(page(PARAGRAPHS), lose)
    assert list(media.glob("renderings/*")) == []


def test_drafts_of_killed_workers_are_removed_and_fresh_ones_are_not(media: Path) -> None:
    (media / "renderings").mkdir()
    old, fresh = (media / "renderings" / name for name in ("old.part", "fresh.part"))
    old.touch()
    fresh.touch()
    os.utime(old, (0, 0))
    press.remove_drafts()
    assert (old.exists(), fresh.exists()) == (False, True)
    fresh.unlink()


def test_a_draft_that_is_finished_meanwhile_disturbs_nobody(media: Path) -> None:
    (media / "renderings").mkdir()
    gone = media / "renderings" / "gone.part"
    gone.symlink_to("nowhere")  # is listed, and is not there when it is looked at
    press.remove_drafts()
    gone.unlink()


def test_progress_names_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_TICK", 0.01)
    heard: list[int] = []

    def hear(done: int, total: int = 0, note: str = "") -> None:
        heard.append(done)

    print_pdf(page(PARAGRAPHS * 2000), hear)
    assert max(heard) > 10


def test_the_process_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    assert set(press._environment()) <= {"PATH", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_FILE"}
