"""Finding in the directory: letters, alphabets, what is searched, and in which order it comes."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from network.directory import queries
from network.models import DirectoryEntry, Organisation, Person, StateName
from network.models.directory_entries import find_people
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_person, state

pytestmark = pytest.mark.django_db


def names_matching(query: str) -> list[str]:
    lines = queries.search({"q": query}).with_people()
    return [line.appointment.person.family_name for line in lines]


def names_in_order() -> list[str]:
    return [line.appointment.person.family_name for line in queries.search({}).with_people()]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("muller", "Müller"),
        ("MÜLLER", "Müller"),
        ("mueller", "Müller"),
        ("mu\u0308ller", "Müller"),
        ("wojcik lukasz", "Wójcik"),
        ("sorensen", "Sørensen"),
        ("soerensen", "Sørensen"),
        ("strasser", "Straßer"),
        ("dordevic", "Đorđević"),
        ("yildiz", "Yıldız"),
        ("aliyev", "Əliyev"),
        ("gudmundsdottir", "Guðmundsdóttir"),
        ("obrien", "O’Brien"),
        ("o'brien", "O’Brien"),
        ("alsaid", "al-Said"),
        ("al said", "al-Said"),
        ("sarajevo", "Begić"),
        ("co-operation", "Begić"),
        ("cooperation", "Begić"),
    ],
)
def test_a_name_is_found_however_its_letters_are_typed(query: str, name: str) -> None:
    unit = {"unit": "Regional Centre Sarajevo", "function": "Head of International Co-operation"}
    for family_name, facts in {
        "Müller": {},
        "Wójcik": {"given_name": "Łukasz"},
        "Sørensen": {},
        "Straßer": {},
        "Đorđević": {},
        "Yıldız": {},
        "Əliyev": {},
        "Guðmundsdóttir": {},
        "O’Brien": {},
        "al-Said": {},
        "Begić": unit,
    }.items():
        make_appointment(person=make_person(family_name=family_name, **facts))
    assert names_matching(query) == [name]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("Асан", True),
        ("асанов бакыт", True),
        ("Ас", True),
        ("asanov", True),
        ("bakyt asa", True),
        ("анов", True),
        ("но", False),  # so short, only a beginning counts
    ],
)
def test_a_name_in_its_own_script_is_found_in_both(query: str, is_found: bool) -> None:  # noqa: FBT001
    make_appointment(
        "KG", person=make_person("KG", given_name="B.", family_name="A.", name_in_script="Бакыт Асанов")
    )
    assert (names_matching(query) != []) is is_found


@pytest.mark.parametrize(
    ("script", "query"),
    [
        ("Юлия Щербакова", "shcherbakova"),
        ("Υψηλάντης", "ypsilantis"),
        ("გიორგი ბერიძე", "giorgi beridze"),
        ("Արամ Պետրոսյան", "petrosyan"),
    ],
)
def test_a_latin_query_finds_the_other_alphabets_by_their_sounds(script: str, query: str) -> None:
    make_appointment(person=make_person(family_name="X", name_in_script=script))
    assert names_matching(query) == ["X"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("ΠΑΠΑΔΑΚΗΣ", "Παπαδάκης"),
        ("ΠΑΠΑΔΆΚΗΣ", "Παπαδάκης"),
        ("παπαδακησ", "Παπαδάκης"),
        ("παπαδακης", "Παπαδάκης"),
        ("papadakis", "Παπαδάκης"),
        ("Нурланова", "Нұрланова"),
        ("Нұрланова", "Нұрланова"),
        ("Щербакова", "Shcherbakova"),
        ("Щерб", "Shcherbakova"),
        ("Лук'яненко", "Лук’яненко"),
        ("Лук’яненко", "Лук’яненко"),
        ("Лукʼяненко", "Лук’яненко"),
        ("Лук`яненко", "Лук’яненко"),
        ("Лукяненко", "Лук’яненко"),
        ("lukyanenko", "Лук’яненко"),
    ],
)
def test_a_name_is_found_across_spellings_of_other_scripts(query: str, name: str) -> None:
    for family_name in ("Παπαδάκης", "Нұрланова", "Shcherbakova", "Лук’яненко"):
        make_appointment(person=make_person(family_name=family_name))
    assert names_matching(query) == [name]


def test_agency_state_code_former_name_and_topics_are_searched_too() -> None:
    agency = make_agency("MK", "Царинска управа")
    person = make_person(
        "MK", family_name="Ivanova", agency=agency, topics=["Border management", "Migration"]
    )
    make_appointment("MK", person=person)
    for query in ("tsarinska", "царин", "north macedonia", "former yugoslav", "MK", "migration ivanova"):
        assert names_matching(query) == ["Ivanova"], query
    assert names_matching("migration huber") == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Österreich", ["Haber"]),
        ("osterreich haber", ["Haber"]),
        ("Австрия", ["Haber"]),
        ("Allemagne", ["Köhler"]),
        ("Österreich köhler", []),
        ("Bosnie", []),
    ],
)
def test_a_state_is_known_by_its_names_in_other_languages(query: str, names: list[str]) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Haber"))
    make_appointment("DE", person=make_person("DE", family_name="Köhler"))
    assert names_matching(query) == names


def test_wildcard_characters_are_searched_literally() -> None:
    make_appointment(person=make_person(family_name="Underscore", unit="100% a_b"))
    assert (names_matching("100%"), names_matching("a_b"), names_matching("a_c"), names_matching("10%0")) == (
        ["Underscore"],
        ["Underscore"],
        [],
        [],
    )


def test_the_order_is_by_state_then_by_name_in_one_alphabet() -> None:
    for name in (
        "Zimmer",
        "Österreicher",
        "Асанов",
        "Asanova",
        "Osman",
        "Ábel",
        "Žižek",
        "de Vries",
        "Łęcki",
    ):
        make_appointment("AT", person=make_person("AT", family_name=name))
    make_appointment("AL", person=make_person("AL", family_name="Zogu"))
    assert names_in_order() == [
        "Zogu", "Ábel", "Асанов", "Asanova", "de Vries", "Łęcki", "Osman", "Österreicher", "Zimmer", "Žižek",
    ]  # fmt: skip


def change_person(person: Person) -> None:
    person.family_name, person.topics = "Neu", ["Policing"]
    person.save()


def change_agency(person: Person) -> None:
    assert person.agency is not None
    person.agency.name = "Neu and Policing"
    person.agency.save()


def change_organisation(person: Person) -> None:
    organisation = Organisation.objects.all()[0]
    Person.objects.filter(pk=person.pk).update(organisation=organisation)
    Organisation.objects.filter(pk=organisation.pk).update(name="Neu of Policing")


def change_state(person: Person) -> None:
    assert person.state is not None
    person.state.name = "Neu Policing"
    person.state.save()


def change_former_name(person: Person) -> None:
    name = {"name": "Neu Policing", "name_in_text": "", "protocol_order": 1, "last_day": date(2007, 1, 1)}
    StateName.objects.create(state=state("AT"), **name)


@pytest.mark.parametrize(
    "change", [change_person, change_agency, change_organisation, change_state, change_former_name]
)
def test_a_change_anywhere_is_found_at_once(change: Any) -> None:
    appointment = make_appointment("AT", person=make_person("AT", family_name="Alt"))
    change(appointment.person)
    assert len(names_matching("neu policing")) == 1


def test_an_appointment_that_moves_ends_or_is_deleted_updates_its_directory_entry() -> None:
    appointment = make_appointment("AT", person=make_person("AT", family_name="Alt"))
    appointment.ends_on = date(2021, 1, 1)
    appointment.save()
    assert names_matching("alt") == []
    appointment.ends_on, appointment.state = None, state("DE")
    appointment.save()
    assert [line.state.iso2 for line in queries.search({"q": "germany"})] == ["DE"]
    appointment.delete()
    assert not DirectoryEntry.objects.exists()


def test_a_former_name_that_goes_is_found_no_more() -> None:
    make_appointment("MK")
    assert len(names_matching("yugoslav")) == 1
    StateName.objects.filter(state=state("MK")).delete()
    assert names_matching("yugoslav") == []


def test_a_change_of_unsearched_fields_writes_no_directory_entry() -> None:
    make_appointment("AT", person=make_person("AT", telephone="+43 1 1"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, ctid FROM network_directoryentry")
        before = cursor.fetchall()
        Person.objects.update(telephone="+43 1 2", confirmed_on=date(2026, 1, 1))
        cursor.execute("SELECT xmin, ctid FROM network_directoryentry")
        assert cursor.fetchall() == before


def test_pages_follow_one_another_without_gap_or_repetition() -> None:
    for number in range(5):
        make_appointment("AT", person=make_person("AT", family_name="Same", given_name=f"A{4 - number}"))
    everybody = queries.search({})
    walked, after = [], None
    while True:
        page = queries.page_of(everybody, after=after, most=2)
        walked += [line.pk for line in page.lines]
        after = page.after
        if after is None:
            break
    assert walked == list(everybody.values_list("pk", flat=True))
    last = queries.page_of(everybody, before=walked[4], most=2)
    assert [line.pk for line in last.lines] == walked[2:4]
    assert (last.before, last.after) == (walked[2], walked[3])
    first = queries.page_of(everybody, before=walked[2], most=2)
    assert (first.before, [line.pk for line in first.lines]) == (None, walked[:2])


@pytest.mark.parametrize(
    "step", ["after=999999", "before=999999", "after=x", "before=-1", "after=" + "9" * 40]
)
def test_an_invalid_cursor_shows_the_first_page(client: Client, step: str) -> None:
    client.force_login(make_user(Role.FOCAL_POINT))
    make_appointment()
    assert len(client.get(f"/network/?{step}").context["rows"]) == 1


def test_a_large_answer_is_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNTED_UP_TO", 2)
    for _ in range(4):
        make_appointment()
    assert queries.count(queries.search({})) == 3


@pytest.mark.parametrize("appointed", ["appointed", ""])
@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("muller", True),
        ("MUELLER", True),
        ("MÜLL", True),
        ("jurgen muller", True),
        ("ju mu", True),
        ("юрген", True),
        ("yurgen", True),
        ("patrol", True),
        ("jm@example.org", True),
        ("example.org", False),
        ("ller", True),
        ("er", False),
        ("miller", False),
        ("mul%", False),
    ],
)
def test_staff_find_an_entry_however_it_is_spelled_appointed_or_not(
    query: str,
    is_found: bool,  # noqa: FBT001
    appointed: str,
) -> None:
    names = {"given_name": "Jürgen", "family_name": "Müller", "name_in_script": "Юрген Мюллер"}
    person = make_person("DE", **names, function="Head of patrols", email="JM@example.org")
    if appointed:
        make_appointment("DE", person=person)
        make_appointment("DE", person=person, starts_on=date(2014, 1, 1), ends_on=date(2015, 1, 1))
    assert list(find_people(query)) == ([person] if is_found else [])
