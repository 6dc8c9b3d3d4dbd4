"""Other names lead to what they mean."""

import csv
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from network.models import State
from network.reference.names import names_in
from network.search.queries import Query
from network.searchable import STATES

FILE = Path(__file__).parents[3] / "network" / "reference" / "aliases.csv"


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_alias_names_its_source_and_stands_once() -> None:
    assert [row for row in rows() if not all(row.values())] == []
    pairs = [(row["alias"], row["means"]) for row in rows()]
    assert len(pairs) == len(set(pairs))


@pytest.mark.django_db
def test_each_state_is_found_first_by_its_codes_and_by_each_of_its_names() -> None:
    states = dict(State.objects.values_list("name", "pk"))
    by_name = [(row["alias"], row["means"]) for row in rows() if row["means"] in states]
    for language in ("de", "es", "fr", "it", "ru"):
        by_name += [(alias, name) for name, alias in names_in(language).items()]
    by_code = list(State.objects.values_list("iso2", "name"))
    assert len([alias for alias, _name in by_name if len(alias) == 3 and alias.isupper()]) >= len(states)
    wrong = [
        alias
        for alias, name in [*by_name, *by_code]
        if STATES.ranked(Query.of(alias), AnonymousUser())[0].key != states[name]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("BMSC in Dushanbe", ["BMSC", "in", "Dushanbe"]),
        ("us and can", ["us", "and", "can"]),
        ("US and CAN", ["US", "and", "CAN"]),
    ],
)
def test_the_longest_alias_is_one_term(typed: str, terms: list[str]) -> None:
    assert [term[0].text for term in Query.of(typed).terms] == terms


def test_a_code_among_other_words_counts_in_capitals() -> None:
    assert [len(term) for term in Query.of("us and CAN").terms] == [1, 1, 2]


def test_what_letters_call_states_is_an_alias_unless_it_reads_as_the_english_name() -> None:
    terms = [[phrase.text for phrase in Query.of(name).terms[0]] for name in ("Suiza", "Monaco", "Autriche")]
    assert terms == [["Suiza", "Switzerland"], ["Monaco"], ["Autriche", "Austria"]]
