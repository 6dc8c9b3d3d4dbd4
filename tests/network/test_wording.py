"""The words of letters and of the page behind their link: the same keys, the same gaps, in six languages."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.conf import settings

from network.verification.wording import LANGUAGES, day_in, known, words

OTHERS = [language for language in LANGUAGES if language != "en"]
GAPS = re.compile(r"%\(\w+\)s|\{\{\w+\}\}")


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, value
        else:
            yield from flat(value, f"{prefix}{name}.")


def test_the_languages_are_those_of_the_portal() -> None:
    assert set(LANGUAGES) == {code for code, _name in settings.LANGUAGES}
    assert known("xx") == "en"


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_says_everything_english_says(language: str) -> None:
    english, said = dict(flat(words("en"))), dict(flat(words(language)))
    assert said.keys() == english.keys()
    assert [name for name, value in said.items() if not value.strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_the_same_in_each_language(language: str) -> None:
    english, said = dict(flat(words("en"))), dict(flat(words(language)))
    gaps = {name: sorted(GAPS.findall(value)) for name, value in english.items()}
    assert {name: sorted(GAPS.findall(value)) for name, value in said.items()} == gaps


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    english, said = dict(flat(words("en"))), dict(flat(words(language)))
    same = {name for name in english if english[name] == said[name] and name != "date"}
    assert {name for name in same if len(english[name].split()) > 2} == set()


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
    assert day_in(language, date(2026, 12, 4)) == day
