"""How rows are matched and validated against the directory and against each other."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.imports.models import Import, Verdict
from network.models import Appointment, Person
from tests.factories.imports import ANNA, HEAD, codes, committed, previewed, verdicts
from tests.factories.network import make_agency, make_appointment, make_person

pytestmark = pytest.mark.django_db

WITH_END = (*HEAD, "Ends on", "First contact")


def anna(**facts: Any) -> Person:
    return make_person(
        "AT", **{"given_name": "Anna", "family_name": "Muster", "email": "anna@example.org"} | facts
    )


def row_of(source: Import, number: int = 2) -> tuple[str, dict[str, Any], dict[str, Any]]:
    row = source.rows.get(number=number)
    return row.verdict, row.before, row.after


# Who is meant -----------------------------------------------------------------------------------------------


def test_a_person_is_found_by_address_whatever_its_case() -> None:
    anna(function="Clerk")
    source = previewed(("AT", "Anna", "Muster", "Anna@Example.org", "Clerk", ""))
    assert verdicts(source) == [(2, "same")]


def test_a_person_without_address_is_found_by_state_and_name_without_accents() -> None:
    person = anna(given_name="Čáslav", family_name="Łukasz", function="Clerk")
    source = previewed(("AT", "caslav", "LUKASZ", "", "Clerk", ""))
    assert source.rows.get().person == person


@pytest.mark.parametrize(
    ("family_name", "written"),
    [("Παπαδάκης", "ΠΑΠΑΔΑΚΗΣ"), ("O’Neill", "O'Neill"), ("Лук’яненко", "Лукʼяненко")],
)
def test_a_name_in_capitals_or_with_another_apostrophe_is_the_same(family_name: str, written: str) -> None:
    person = anna(family_name=family_name)
    source = previewed(("AT", "Anna", written, "", "Clerk", ""))
    assert source.rows.get().person == person


def test_a_namesake_in_another_state_is_somebody_else() -> None:
    anna()
    assert row_of(previewed(("DE", "Anna", "Muster", "", "", "")))[0] == Verdict.NEW


def test_a_row_equal_to_the_entry_changes_nothing() -> None:
    make_appointment("AT", person=anna(function="Head of Unit"), starts_on=date(2016, 4, 12))
    source = previewed(ANNA)
    assert (row_of(source), source.to_write) == (("same", {}, {}), 0)


def test_two_entries_of_one_name_cannot_be_told_apart() -> None:
    anna(), anna(email="other@example.org")
    assert codes(previewed(("AT", "Anna", "Muster", "", "", ""))) == {2: ["several_entries"]}


def test_an_address_of_another_state_is_refused_with_the_name_it_belongs_to() -> None:
    anna()
    source = previewed(("DE", "Anna", "Muster", "anna@example.org", "", ""))
    assert codes(source) == {2: ["other_state"]}
    assert source.rows.get().reasons[0]["person"] == "Anna MUSTER"


def test_an_entry_merged_into_another_leads_to_the_one_that_stayed() -> None:
    kept = anna(email="kept@example.org")
    for name in ("Former", "Muster"):
        anna(family_name=name, email="", merged_into=kept)
    source = previewed(("AT", "Anna", "Former", "", "", ""), ("DE", "Anna", "Muster", "", "", ""))
    assert [row.person for row in source.rows.all()] == [kept, None]
    assert previewed(("AT", "Anna", "Muster", "", "", "")).rows.get().person == kept


@pytest.mark.parametrize(
    "second",
    [
        ("AT", "Other", "Name", "ANNA@example.org", "", ""),
        ("AT", "ánna", "MUSTER", "new@example.org", "", ""),
    ],
)
def test_the_same_person_twice_in_a_file_is_taken_once(second: tuple[str, ...]) -> None:
    source = previewed(ANNA, second)
    assert codes(source) == {3: ["twice_in_file"]}
    assert source.rows.get(number=3).reasons[0]["row"] == 2


def test_the_same_entry_met_by_name_and_by_address_is_taken_once() -> None:
    anna()
    source = previewed(
        ("AT", "Anna", "Muster", "", "", ""), ("AT", "Anne", "Master", "anna@example.org", "", "")
    )
    assert codes(source) == {3: ["twice_in_file"]}


# Agencies ---------------------------------------------------------------------------------------------------


def test_an_agency_is_found_whatever_its_spelling_and_else_made_once() -> None:
    make_agency("AT", "Zollverwaltung Österreich")
    head = (*HEAD, "Agency")
    first, second = ("AT", "A", "One", "a@example.org", "", ""), ("AT", "B", "Two", "b@example.org", "", "")
    third = ("AT", "C", "Three", "c@example.org", "", "")
    committed((*first, "ZOLLVERWALTUNG Osterreich"), (*second, "New Béla"), (*third, "new bela"), head=head)
    names = Person.objects.order_by("email").values_list("agency__name", flat=True)
    assert list(names) == ["Zollverwaltung Österreich", "New Béla", "New Béla"]


# Appointments -----------------------------------------------------------------------------------------------


def test_an_overlapping_appointment_is_named() -> None:
    make_appointment("AT", person=anna(), starts_on=date(2015, 1, 1))
    source = previewed(ANNA)
    assert codes(source) == {2: ["appointment_overlaps"]}
    assert source.rows.get().reasons[0]["value"] == "2015-01-01 – …"


def test_a_later_appointment_follows_an_ended_one() -> None:
    ended = make_appointment("AT", person=anna(), starts_on=date(2010, 1, 1), ends_on=date(2012, 1, 1))
    committed(ANNA)
    assert Appointment.objects.earliest("starts_on") == ended
    assert Appointment.objects.count() == 2


def test_an_end_is_written_to_the_appointment_of_the_same_start() -> None:
    appointment = make_appointment("AT", person=anna(function="Head of Unit"), starts_on=date(2016, 4, 12))
    source = committed((*ANNA, "2020-01-01", ""), head=WITH_END)
    appointment.refresh_from_db()
    assert (appointment.ends_on, appointment.revision) == (date(2020, 1, 1), 2)
    assert row_of(source) == ("changed", {"ends_on": None}, {"ends_on": "2020-01-01"})


def test_an_appointment_needs_its_first_day() -> None:
    source = previewed(("AT", "Anna", "Muster", "", "", "", "2020-01-01", ""), head=WITH_END)
    assert codes(source) == {2: ["no_start"]}


def test_an_end_before_the_start_is_refused() -> None:
    assert codes(previewed((*ANNA, "2016-04-12", ""), head=WITH_END)) == {2: ["ends_before_start"]}


def test_an_entry_may_come_without_an_appointment() -> None:
    committed(("AT", "Anna", "Muster", "anna@example.org", "Clerk", ""))
    assert (Person.objects.count(), Appointment.objects.count()) == (1, 0)


def test_a_second_first_contact_is_refused_with_the_name_of_the_first() -> None:
    make_appointment("AT", person=anna(family_name="Erste"), primary_from=date(2020, 1, 1))
    source = previewed(("AT", "Bo", "Zwei", "", "", "2021-01-01", "", "yes"), head=WITH_END)
    assert codes(source) == {2: ["first_contact_overlaps"]}
    assert source.rows.get().reasons[0]["person"] == "Anna ERSTE"


def test_of_two_first_contacts_in_a_file_the_second_is_refused() -> None:
    rows = [("AT", name, "Zwei", "", "", "2021-01-01", "", "yes") for name in ("Bo", "Jo")]
    assert codes(previewed(*rows, head=WITH_END)) == {3: ["first_contact_overlaps"]}


def test_a_first_contact_may_begin_where_another_row_ends_the_former() -> None:
    former = make_appointment(
        "AT", person=anna(), starts_on=date(2016, 4, 12), primary_from=date(2016, 4, 12)
    )
    new = ("AT", "Bo", "Zwei", "bo@example.org", "", "2020-01-01", "", "yes")
    source = committed(new, (*ANNA, "2020-01-01", ""), head=WITH_END)
    former.refresh_from_db()
    assert (source.errors, former.ends_on) == (0, date(2020, 1, 1))
    assert [each.person.given_name for each in Appointment.objects.primary(date(2020, 1, 1))] == ["Bo"]


def test_yes_and_no_change_who_is_first_contact_in_one_act() -> None:
    head = (*HEAD, "First contact")
    make_appointment("AT", person=anna(), starts_on=date(2016, 4, 12), primary_from=date(2016, 4, 12))
    make_appointment("AT", person=anna(given_name="Bo", email="bo@example.org"), starts_on=date(2016, 4, 12))
    bo = ("AT", "Bo", "Muster", "bo@example.org", "", "2016-04-12", "yes")
    source = committed(bo, (*ANNA, "no"), head=head)
    assert source.errors == 0
    assert [each.person.given_name for each in Appointment.objects.primary()] == ["Bo"]


# Cost -------------------------------------------------------------------------------------------------------


def queries_of_a_preview(rows: int) -> int:
    letters = "abcdefghij"
    names = [f"M{letters[number % 10]}{letters[number // 10]}" for number in range(rows)]
    people = [("AT", "Anna", name, f"{name}@example.org", "", "2016-04-12") for name in names]
    with CaptureQueriesContext(connection) as queries:
        previewed(*people)
    return len(queries)


def test_a_preview_asks_as_much_for_many_rows_as_for_few() -> None:
    assert [queries_of_a_preview(2), queries_of_a_preview(100)] == [17, 17]
