"""Names in any alphabet: drawn, or named by the document instead of left blank."""

from pathlib import Path

import pytest
from pytest_django import Settings

from nfp_portal.jobs.pdf_letters import drawn_by, with_codes
from nfp_portal.jobs.pdf_process import _FONTS
from nfp_portal.jobs.registry import no_progress
from nfp_portal.jobs.renderer import render_pdf
from tests.printed import text_of_pdf

# Names of the kinds that a list of participants brings.
DRAWN = "Zoë O’Brien-Nguyễn · طارق الحسين · יעל כהן · ÇİĞDEMLİ · Παπαδάκης · Айбек · Հայաստան · ქართველი"


def test_the_fonts_draw_the_alphabets_of_the_network() -> None:
    drawn = drawn_by(_FONTS)
    assert [letter for letter in DRAWN if ord(letter) not in drawn] == []


def test_a_letter_that_no_font_draws_is_named() -> None:
    html = "<html><title>阮</title><body><main><p>阮 Zoë</p></main></body></html>"
    named = with_codes(html, drawn_by(_FONTS), "Not drawn:")
    assert "<title>阮</title>" in named
    assert "<p>[U+962E] Zoë</p>" in named
    assert "Not drawn: U+962E CJK UNIFIED IDEOGRAPH-962E</p></main>" in named


@pytest.mark.parametrize("invisible", ["\u200f", "\u00ad", "\u200d", "\ufe0f", "\u2028"])
def test_what_has_nothing_to_draw_is_not_named(invisible: str) -> None:
    html = f"<body><p>a{invisible}b</p></body>"
    assert with_codes(html, drawn_by(_FONTS), "Not drawn:") == html


def test_a_pdf_says_which_letters_it_lacks(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    html = (
        f'<!doctype html><html lang="en"><title>T</title><body><p>{DRAWN}</p><p>阮佐伊 ᠮ 😀</p></body></html>'
    )
    text = text_of_pdf(render_pdf(html, no_progress).read_bytes())
    assert "O’Brien-Nguyễn" in text
    assert "[U+962E][U+4F50][U+4F0A]" in text
    assert "U+1F600 GRINNING FACE" in text
    assert "U+182E MONGOLIAN LETTER MA" in text
    assert "U+0637" not in text
