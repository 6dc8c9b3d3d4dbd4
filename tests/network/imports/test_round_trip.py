"""The directory leaves as a file and comes back without a change."""

import csv
import io
from collections import Counter
from datetime import date
from string import ascii_uppercase
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import network.demonstration
from network.directory import queries
from network.imports.actions import previews
from network.imports.models import Import
from network.imports.parsing.columns import field_of
from network.models import Organisation, Person, Visibility
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.imports import codes, previewed, receive
from tests.factories.network import make_agency, make_appointment, make_person, state

pytestmark = pytest.mark.django_db
KINDS = ("csv", "xlsx")


def export(kind: str) -> bytes:
    client = Client()
    client.force_login(make_user(Role.FOCAL_POINT))
    return client.get(f"/network.{kind}").content


def brought_back(kind: str) -> Import:
    return previews.preview(receive(export(kind), name=f"focal-points.{kind}").pk)


def outcome(source: Import) -> tuple[Counter[str], dict[int, list[str]], list[object]]:
    """Count the verdicts; name why rows are rejected, and what others would change."""
    rows = list(source.rows.all())
    return Counter(row.verdict for row in rows), codes(source), [row.after for row in rows if row.after]


@pytest.mark.parametrize("kind", KINDS)
def test_the_demonstrations_directory_comes_back_unchanged(kind: str) -> None:
    network.demonstration.load()
    assert outcome(brought_back(kind)) == ({"same": 98}, {}, [])


def make_hard_directory() -> int:
    """Make entries that are hard to bring back; return how many lines the directory has of them."""
    in_2016 = date(2016, 4, 12)
    police, zoll = make_agency("AT", "Police, Border and Customs; Unit 7"), make_agency("AT", "Zoll")
    make_agency("AT", "ZOLL")
    first = make_person("AT", family_name="First", agency=zoll)
    make_appointment("AT", person=first, starts_on=in_2016, primary_from=in_2016)
    entries: list[dict[str, object]] = [
        {"family_name": "Muster, Junior", "given_name": "Anna-Maria", "agency": police},
        {"family_name": "O’Neill", "given_name": "Seán"},
        {"family_name": "O'Neill", "given_name": "Pat", "email": "o'neill@example.org"},
        {"family_name": "’t Hooft", "given_name": "Jan"},
        {"family_name": "'t Hooft", "given_name": "Piet"},
        {"family_name": "-Dash", "given_name": "+Plus", "function": "=1+1", "unit": "'=quoted"},
        {"function": "''@twice", "unit": "@at", "rank": "Colonel"},
        {"function": "Head  of   Unit", "unit": "A\tB"},
        {"function": 'Says "so", and more; all of it | here', "unit": "Unit,"},
        {"telephone": "+999 01 000 0001", "mobile": "+43 660 1"},
        {"telephone": "+43 (1) 234-56/78 ext. 9", "email": ""},
        {"languages": ["ru", "en"], "topics": ["Migration", "Border management"]},
        {"languages": ["it", "fr", "de", "es", "ru", "en"], "topics": ["Cyber/ICT Security"]},
        {"topics": ["Reform and co-operation in the security sector", "Roma and Sinti", "Policing"]},
        {"name_in_script": "Анна Мустер", "family_name": "Müßig", "given_name": "Łucja"},
        {"family_name": "Ðđßøæþ", "given_name": "Əli", "name_in_script": "Ελένη Παπαδάκης"},
        {"agency": None, "organisation": Organisation.objects.get(slug="frontex")},
        {"agency": None},
        {"email_visibility": Visibility.SECRETARIAT, "telephone": "+43 1 2345678"},
        {"email": "Capital.Letters@Example.org", "confirmed_on": timezone.localdate()},
    ]
    for letter, facts in zip(ascii_uppercase, entries, strict=False):
        make_appointment("AT", person=make_person("AT", **{"family_name": f"Muster {letter}"} | facts))
    twice = [make_person("AT", family_name="Twice"), make_person("AT", family_name="Twofold", email="")]
    for person in twice:
        make_appointment("AT", person=person, starts_on=date(2012, 1, 1), ends_on=date(2015, 1, 1))
        make_appointment("AT", person=person, starts_on=in_2016)
        make_appointment("DE", person=person, starts_on=in_2016)
    make_appointment("MK", person=make_person("MK", family_name="Skopska"))
    make_appointment("TR", person=make_person("AT", family_name="Elsewhere", email=""))
    return 1 + len(entries) + 2 * len(twice) + 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_hard_directory_comes_back_unchanged(kind: str) -> None:
    lines = make_hard_directory()
    assert outcome(brought_back(kind)) == ({"same": lines}, {}, [])


def test_a_row_with_commas_between_its_values_comes_back_unchanged() -> None:
    """Earlier exports and hand-written files separate the values by commas."""
    person = make_person(
        "AL",
        given_name="Arben",
        family_name="Muster",
        email="arben.muster@example.org",
        telephone="+999 01 000 0001",
        languages=["ru", "en"],
        topics=["Border management", "Migration"],
    )
    make_appointment("AL", person=person)
    head = ("State", "Code", "Family name", "Given name", "E-mail", "Telephone")
    row = ("Albania", "AL", "Muster", "Arben", "arben.muster@example.org", "'+999 01 000 0001")
    lists = ("Russian, English", "Border management, Migration")
    source = previewed((*row, *lists), head=(*head, "Working languages", "Fields of work"))
    assert outcome(source) == ({"same": 1}, {}, [])


def test_another_order_of_languages_is_a_change_and_of_fields_of_work_is_none() -> None:
    make_person(
        "AT", given_name="Eva", family_name="Neu", languages=["ru", "en"], topics=["Migration", "Policing"]
    )
    head = ("State", "Given name", "Family name", "Working languages", "Fields of work")
    source = previewed(("AT", "Eva", "Neu", "English; Russian", "Policing; Migration"), head=head)
    assert source.rows.get().after == {"languages": ["en", "ru"]}


def test_each_column_of_the_export_is_read_back_or_named_as_not_read() -> None:
    fields = [field_of(heading) for heading in queries.HEAD if heading not in queries.NOT_READ]
    assert "" not in fields
    assert len(set(fields)) == len(fields)
    assert [field_of(heading) for heading in queries.NOT_READ] == ["state", "", ""]


def test_rejected_rows_come_back_as_they_came(settings: Any) -> None:
    """A guarded cell is guarded once in the file of rejected rows, too."""
    settings.REQUIRE_MFA = False
    client = Client()
    client.force_login(make_user(Role.EDITOR))
    source = previewed(
        ("Nowhere", "Eva", "Neu", "'+43 1 234567"), head=("State", "Given name", "Family name", "Telephone")
    )
    written = client.get(reverse("network:imports:rejected_csv", args=[source.key])).content
    head, row = csv.reader(io.StringIO(written.decode("utf-8-sig")))
    assert row[head.index("Telephone")] == "'+43 1 234567"
    again = previews.preview(receive(written.replace(b"Nowhere", b"Austria")).pk)
    assert again.rows.get().values["telephone"] == "+43 1 234567"


# Two rows of one person ---------------------------------------------------------------------------


def two_states() -> Person:
    person = make_person("AT", given_name="Eva", family_name="Neu", email="eva@example.org")
    for iso2 in ("AT", "DE"):
        make_appointment(iso2, person=person)
    return person


HEAD = ("State", "Given name", "Family name", "E-mail", "Function")


def test_a_focal_point_of_two_states_has_a_row_for_each() -> None:
    two_states()
    rows = [(iso2, "Eva", "Neu", "eva@example.org", "Head") for iso2 in ("AT", "DE")]
    assert outcome(previewed(*rows, head=HEAD)) == ({"changed": 1, "same": 1}, {}, [{"function": "Head"}])


def test_two_rows_of_one_person_that_say_different_things_are_rejected() -> None:
    two_states()
    rows = [("AT", "Eva", "Neu", "eva@example.org", "Head"), ("DE", "Eva", "Neu", "eva@example.org", "Clerk")]
    assert codes(previewed(*rows, head=HEAD)) == {3: ["twice_in_file"]}


def test_a_state_that_never_appointed_the_person_is_still_refused() -> None:
    two_states()
    assert codes(previewed(("FR", "Eva", "Neu", "eva@example.org", ""), head=HEAD)) == {2: ["other_state"]}


def test_a_namesake_that_another_state_appointed_is_the_same_person() -> None:
    person = two_states()
    source = previewed(("DE", "Eva", "Neu", "", "Head"), head=HEAD)
    assert (source.rows.get().person, state("DE").people.count()) == (person, 0)
