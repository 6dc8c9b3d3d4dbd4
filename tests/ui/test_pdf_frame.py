"""The frame of PDFs: tagged, titled, in five scripts, with running heads and page n of N."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import engines
from fontTools.ttLib import TTFont
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "static" / "fonts" / "pdf"
SCRIPTS = "Małgorzata Çağla Айбек Ђорђе Έλληνες Հայաստան საქართველო"
DOCUMENT = """
{% extends "pdf/base.html" %}{% block title %}Agenda{% endblock %}
{% block symbol %}SEC.DEL/12/26{% endblock %}
{% block issued %}2 October 2026{% endblock %}
{% block cover %}
{% include "pdf/cover.html" with title="Annual Meeting" ordinal=20 suffix="th" %}
{% endblock %}
{% block content %}
<h1>Day 1</h1><p>{{ words }}</p><p><strong>{{ words }}</strong></p><h2>{{ words }}</h2>
{% endblock %}
"""
# A process of its own, because fontconfig reads FONTCONFIG_FILE once and must not change it for other tests.
RENDER = """
import sys
from pathlib import Path
from urllib.parse import urlsplit
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

class Static(URLFetcher):
    def fetch(self, url, headers=None):
        return super().fetch(Path(sys.argv[1] + urlsplit(url).path).as_uri(), headers)

html = HTML(string=sys.stdin.read(), base_url="http://portal.test/", url_fetcher=Static())
sheet = CSS(url="http://portal.test/static/css/pdf.css", media_type="print", url_fetcher=Static())
sys.stdout.buffer.write(html.write_pdf(stylesheets=[sheet], pdf_tags=True))
"""


@pytest.fixture(scope="module")
def document() -> PdfReader:
    html = engines["django"].from_string(DOCUMENT.strip()).render({"words": SCRIPTS})
    environment = os.environ | {"FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    made = subprocess.run(
        [sys.executable, "-c", RENDER, str(ROOT)],
        input=html.encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    return PdfReader(io.BytesIO(made.stdout))


def test_all_five_scripts_are_in_every_upright_font() -> None:
    for name in ("PortalSans-Regular", "PortalSans-Bold", "PortalSerif-SemiBold"):
        letters = TTFont(FONTS / f"{name}.ttf").getBestCmap()
        assert {letter for letter in SCRIPTS if ord(letter) not in letters} == set()


def test_a_document_uses_only_the_portals_fonts(document: PdfReader) -> None:
    fonts = {str(font["/BaseFont"]) for page in document.pages for font in _fonts(page)}
    assert {name.split("+")[1] for name in fonts} == {
        "Portal-Sans",
        "Portal-Sans-Bold",
        "Portal-Serif-Semi-Bold",
    }


def _fonts(page: object) -> list[dict[str, object]]:
    return [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]  # type: ignore[index]


def test_all_five_scripts_can_be_read_back(document: PdfReader) -> None:
    text = " ".join(document.pages[1].extract_text().split())
    assert text.count(SCRIPTS) == 3


def test_a_document_is_tagged_and_tells_title_and_language(document: PdfReader) -> None:
    assert document.metadata is not None
    assert document.metadata.title == "Agenda"
    root = document.root_object
    assert str(root["/Lang"]) == "en"
    assert "/StructTreeRoot" in root


def test_a_page_tells_symbol_date_and_its_number(document: PdfReader) -> None:
    text = document.pages[1].extract_text()
    assert "SEC.DEL/12/26" in text
    assert "2 October 2026" in text
    assert "Page 2 of 2" in text


def test_the_cover_has_no_running_head(document: PdfReader) -> None:
    text = document.pages[0].extract_text()
    assert "Annual Meeting" in text
    assert "SEC.DEL" not in text


def test_headings_are_the_bookmarks(document: PdfReader) -> None:
    titles = [entry.title for entry in document.outline if not isinstance(entry, list)]
    assert titles == ["Annual Meeting", "Day 1"]
