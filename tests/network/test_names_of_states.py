"""States in the languages of letters and editions, as far as their names are recorded."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from network.labels import state_in_text, state_name
from network.models import State
from tests.factories.network import state

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[2] / "network" / "reference" / "state_names.csv"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Schweiz"),
        ("en", "Switzerland"),
        ("es", "Suiza"),
        ("fr", "Suisse"),
        ("it", "Svizzera"),
        ("ru", "Швейцария"),
    ],
)
def test_a_state_is_named_in_each_language(language: str, name: str) -> None:
    with override(language):
        assert state_name(state("CH")) == name


def test_a_sentence_has_the_article_in_english_alone() -> None:
    names = []
    for language in ("en", "fr"):
        with override(language):
            names.append(state_in_text(state("NL")))
    assert names == ["the Netherlands", "Pays-Bas"]


def test_a_name_that_is_not_recorded_in_a_language_is_the_english_one() -> None:
    with override("ru"):
        assert state_name(state("MK"), date(2016, 4, 12)) == "the former Yugoslav Republic of Macedonia"
        assert state_name(state("MK"), date(2026, 4, 12)) == "Северная Македония"
        assert state_name(State(name="Atlantis")) == "Atlantis"


def test_each_state_is_recorded_in_all_languages() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row for row in rows if not all(row.values())] == []
    assert sorted(row["name"] for row in rows) == sorted(State.objects.values_list("name", flat=True))
