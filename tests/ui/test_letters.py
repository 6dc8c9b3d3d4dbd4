"""Letters: a text of its own, and the same in a frame that needs nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import Settings

from nfp_portal.ui.letters import Block, blocks_of, frame_html, frame_text, render_letter

LINK = f"{settings.SITE_URL}/confirm/c/"
REASON = "You get this as a focal point."


@pytest.fixture
def _letter(settings: Settings, tmp_path: Path) -> None:
    """A letter whose text stands in a folder of templates of its own."""
    folder = tmp_path / "tests" / "email"
    folder.mkdir(parents=True)
    (folder / "reminder_subject.txt").write_text("Please confirm,\n {{ name }}")
    (folder / "reminder.txt").write_text("Dear {{ name }},\n\nConfirm the entry: {{ link }}\n\nThank you.\n")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]


@pytest.mark.usefixtures("_letter")
def test_a_letter_has_a_subject_in_one_line_and_a_text_as_typed() -> None:
    letter = render_letter("tests/email/reminder", {"name": "Áine O'Néill & Co", "link": LINK})
    assert letter.subject == "Please confirm, Áine O'Néill & Co"
    assert letter.text.startswith(f"Dear Áine O'Néill & Co,\n\nConfirm the entry: {LINK}\n")


@pytest.mark.usefixtures("_letter")
def test_html_says_the_same_and_escapes_what_is_typed() -> None:
    letter = render_letter("tests/email/reminder", {"name": "<b>Ana</b>", "link": LINK})
    assert "Dear &lt;b&gt;Ana&lt;/b&gt;," in letter.html
    assert re.search(rf'<a href="{LINK}"[^>]*>\s*Confirm the entry', letter.html)


@pytest.mark.usefixtures("_letter")
def test_reason_and_ways_out_stand_in_both_parts() -> None:
    context = {
        "name": "Ana",
        "link": LINK,
        "reason": REASON,
        "unsubscribe_url": "https://example.org/u",
    }
    letter = render_letter("tests/email/reminder", context)
    assert f"{REASON}\nUnsubscribe: https://example.org/u\n" in letter.text
    assert REASON in letter.html
    assert 'href="https://example.org/u"' in letter.html


@pytest.mark.usefixtures("_letter")
def test_a_letter_fetches_nothing_and_stays_small() -> None:
    html = render_letter("tests/email/reminder", {"name": "Ana", "link": LINK}).html
    fetched = re.findall(r"(?:src=|url\(|@import |<link )[^>]{0,80}", html)
    assert fetched == []
    assert len(html.encode()) < 20_000


@pytest.mark.usefixtures("_letter")
def test_a_place_for_each_recipients_own_address_survives_the_making_of_html() -> None:
    own = {"name": "Ana", "link": LINK, "unsubscribe_url": "{{unsubscribe_url}}"}
    letter = render_letter("tests/email/reminder", own)
    assert 'href="{{unsubscribe_url}}"' in letter.html
    assert "Unsubscribe: {{unsubscribe_url}}\n" in letter.text


def test_rules_are_written_into_the_elements_and_dark_is_respected() -> None:
    html = frame_html("Hello", "A paragraph.\n\nAnother.")
    assert re.search(r"<h1 style=\"[^\"]*30px", html)
    assert "prefers-color-scheme: dark" in html
    assert 'name="color-scheme"' in html


def test_a_letter_names_the_language_of_its_words() -> None:
    assert '<html lang="ru"' in frame_html("Здравствуйте", "Слова", {"language": "ru"})
    with translation.override("ru"):
        assert '<html lang="en"' in frame_html("Hello", "Words")


def test_the_text_frame_ends_with_who_writes() -> None:
    text = frame_text("Hello.\n")
    assert text.startswith("Hello.\n\n-- \nNational Focal Points Network")
    assert text.endswith(f"{settings.SITE_URL}/\n")


def test_an_address_of_the_portal_that_stands_alone_becomes_a_button() -> None:
    blocks = {
        "Words only.": Block("Words only."),
        LINK: Block("Open the page", LINK),
        "https://example.org/x": Block("https://example.org/x"),
        f"Set a password: {LINK}": Block("Set a password", LINK),
        "Read it at https://example.org/x today.": Block("Read it at https://example.org/x today."),
    }
    for part, block in blocks.items():
        assert blocks_of(f"\n{part}\n\n\n") == [block]
