"""The words of letters and of the pages behind their links: whole, with the same gaps, in six languages."""

import re
from collections.abc import Callable
from datetime import date
from gettext import GNUTranslations
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.utils import translation

from network.verification.forms import LeavingForm, LinkContactForm
from nfp_portal.accounts.languages import LETTER_LANGUAGES, for_letters
from nfp_portal.ui.letters import written_day
from tests.factories.network import make_person

OTHERS = [language for language in LETTER_LANGUAGES if language != "en"]
GAPS = re.compile(r"%\(\w+\)s|\{\{\w+\}\}")


def catalogue(language: str) -> dict[str, str]:
    """English and translation of the compiled catalogue, without contexts."""
    path = settings.BASE_DIR / f"nfp_portal/locale/letters/{language}/LC_MESSAGES/django.mo"
    with path.open("rb") as file:
        entries: dict[str, str] = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key.rpartition("\x04")[2]: value for key, value in entries.items() if key}


def test_the_languages_are_those_of_the_portal() -> None:
    assert LETTER_LANGUAGES == ("de", "en", "es", "fr", "it", "ru")
    assert for_letters("xx") == "en"


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_the_same_in_each_language(language: str) -> None:
    entries = catalogue(language)
    assert len(entries) > 90
    differing = [
        english
        for english, translated in entries.items()
        if sorted(GAPS.findall(english)) != sorted(GAPS.findall(translated))
    ]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    same = [english for english, translated in catalogue(language).items() if english == translated]
    assert [english for english in same if len(english.split()) > 2 and english != "j F Y"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("make", [lambda: LinkContactForm(instance=make_person()), LeavingForm])
def test_a_form_behind_a_link_is_translated(language: str, make: Callable[[], forms.BaseForm]) -> None:
    entries = catalogue(language)
    with translation.override("en"):
        texts: list[Any] = [
            text for field in make().fields.values() for text in (field.label, field.help_text) if text
        ]
    lower = {english.lower() for english in entries}
    assert [str(text) for text in texts if str(text).lower() not in lower] == []


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "4 December 2026"),
        ("de", "4. Dezember 2026"),
        ("es", "4 de diciembre de 2026"),
        ("fr", "4 décembre 2026"),
        ("it", "4 dicembre 2026"),
        ("ru", "4 декабря 2026 г."),
    ],
)
def test_a_day_is_written_as_people_write_it(language: str, day: str) -> None:
    with translation.override(language):
        assert written_day(date(2026, 12, 4)) == day
