"""The record of the Network: its facts, its constraints, and the names of each day."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from network import reference
from network.actions.appointments import AlreadyEndedError, end_appointment
from network.models import (
    Appointment,
    Chair,
    EndReason,
    Membership,
    Network,
    Organisation,
    State,
)
from network.models.states import in_protocol_order
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person, state

pytestmark = pytest.mark.django_db
TENTH_MEETING = date(2016, 4, 12)


def test_the_57_participating_states_and_11_partners_are_recorded() -> None:
    assert (State.objects.participating().count(), State.objects.partners().count()) == (57, 11)


def test_no_two_states_share_a_tile_or_a_place_in_protocol() -> None:
    states = State.objects.participating()
    assert len({(each.tile_column, each.tile_row) for each in states}) == 57
    assert {each.protocol_order for each in states} == set(range(1, 58))


def test_loading_the_facts_again_writes_nothing_to_a_state() -> None:
    with CaptureQueriesContext(connection) as queries:
        reference.load()
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in written if "network_chair" not in sql] == []


def test_the_migration_that_adds_fields_keeps_what_an_administrator_corrected() -> None:
    migration = import_module("network.migrations.0010_structures_and_fields")
    rows = Organisation.objects
    rows.filter(slug="bmsc").update(name="Corrected college", seat="")
    rows.filter(slug="bsmu").update(acronym="Corrected", parent=None)
    rows.filter(slug="odihr").delete()
    State.objects.filter(iso2="AT").update(name="Corrected State")
    migration.load(apps, None)
    college, unit = rows.get(slug="bmsc"), rows.select_related("parent").get(slug="bsmu")
    assert (college.name, college.seat) == ("Corrected college", "Dushanbe, Tajikistan")
    assert unit.parent is not None
    assert (unit.acronym, unit.parent.slug) == ("Corrected", "tntd")
    assert rows.get(slug="odihr").seat == "Warsaw"
    assert state("AT").name == "Corrected State"


@pytest.mark.parametrize(
    ("iso2", "day", "name"),
    [
        ("CZ", TENTH_MEETING, "the Czech Republic"),
        ("CZ", None, "Czechia"),
        ("MK", TENTH_MEETING, "the former Yugoslav Republic of Macedonia"),
        ("MK", date(2019, 11, 18), "North Macedonia"),
        ("TR", date(2022, 5, 31), "Turkey"),
        ("TR", date(2022, 6, 1), "Türkiye"),
        ("NL", TENTH_MEETING, "the Netherlands"),
    ],
)
def test_a_state_bears_the_name_of_the_day(iso2: str, day: date | None, name: str) -> None:
    assert state(iso2).name_on(day).in_text == name


def test_states_sit_by_their_french_names() -> None:
    codes = [each.iso2 for each in in_protocol_order(State.objects.participating().with_names())]
    assert codes[:8] == ["AL", "DE", "US", "AD", "AM", "AT", "AZ", "BY"]
    assert codes[-2:] == ["TR", "UA"]


def test_a_former_name_sits_where_it_sat_then() -> None:
    states = State.objects.filter(iso2__in=["FR", "MK", "GE", "LV"]).with_names()
    assert [each.iso2 for each in in_protocol_order(states, TENTH_MEETING)] == ["FR", "MK", "GE", "LV"]
    assert [each.iso2 for each in in_protocol_order(states)] == ["FR", "GE", "LV", "MK"]


def test_kosovo_is_no_state_but_the_mission_is_recorded() -> None:
    assert not State.objects.filter(name__contains="Kosovo").exists()
    assert Organisation.objects.get(slug="osce-mission-in-kosovo").state is None


def test_the_chairs_of_2006_to_2026_are_recorded() -> None:
    assert Chair.objects.count() == 21
    assert Chair.objects.get(year=2016).state.iso2 == "DE"


def test_an_appointment_ends_on_the_first_day_it_is_not_in_force() -> None:
    appointment = make_appointment(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    for day, in_force in [
        (date(2019, 12, 31), 0),
        (date(2020, 1, 1), 1),
        (date(2020, 12, 31), 1),
        (date(2021, 1, 1), 0),
    ]:
        assert Appointment.objects.in_force(day).filter(pk=appointment.pk).count() == in_force


@pytest.mark.parametrize("ends_on", [date(2020, 1, 1), date(2019, 12, 31)])
def test_an_end_before_or_on_the_start_is_refused_at_the_form_and_by_the_database(ends_on: date) -> None:
    appointment = make_appointment()
    appointment.ends_on, appointment.end_reason = ends_on, EndReason.NEW_DUTIES
    with pytest.raises(ValidationError, match="must come after the start"):
        appointment.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        appointment.save()


def test_one_person_is_not_appointed_twice_for_a_state_at_a_time() -> None:
    first = make_appointment(ends_on=date(2021, 1, 1))
    second = Appointment(person=first.person, state=first.state, starts_on=date(2020, 12, 31))
    with pytest.raises(ValidationError, match="in that time"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    second.starts_on = date(2021, 1, 1)
    second.full_clean()
    second.save()


def test_an_appointment_is_ended_once() -> None:
    appointment = make_appointment()
    end_appointment(appointment.pk, on=date(2026, 1, 1), reason=EndReason.LEFT_SERVICE)
    with pytest.raises(AlreadyEndedError):
        end_appointment(appointment.pk, on=date(2026, 2, 1), reason=EndReason.LEFT_SERVICE)
    assert Appointment.objects.get(pk=appointment.pk).ends_on == date(2026, 1, 1)


def test_two_people_cannot_share_an_address_in_whatever_case() -> None:
    make_person(email="anna@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(email="Anna@example.org")


def test_four_other_networks_are_recorded_with_the_years_that_are_known() -> None:
    years = Network.objects.order_by("slug").values_list("slug", "first_year", "last_year")
    assert list(years) == [
        ("counter-terrorism-network", None, None),
        ("gender-equality-platform", 2016, None),
        ("mediterranean-points-of-contact", 2017, None),
        ("ohrid-border-process", 2003, 2007),
    ]


def test_a_person_has_a_role_in_a_network_once_at_a_time() -> None:
    person, network = make_person(), Network.objects.get(slug="counter-terrorism-network")
    held = {"person": person, "network": network, "role": "Contact point"}
    former = Membership.objects.create(**held, starts_on=date(2019, 1, 1), ends_on=date(2021, 1, 1))
    open_one = Membership.objects.create(**held)
    assert list(person.memberships.current()) == [open_one]
    assert list(person.memberships.current(date(2020, 6, 1))) == [former, open_one]
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**held)


@pytest.mark.parametrize(
    ("account", "spoken", "language"),
    [("ru", ["de"], "ru"), (None, ["it", "en"], "it"), (None, ["xx"], "en"), (None, [], "en")],
)
def test_mail_to_a_person_is_in_the_accounts_language_else_in_the_first_spoken_one(
    account: str | None, spoken: list[str], language: str
) -> None:
    user = None
    if account:
        user = make_user()
        user.language = account
    assert make_person(user=user, languages=spoken).language_of_mail == language
