"""What of verification stands on the desk and the State's page, and when it goes away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from network.models import Appointment, Delegate, EndReason, Person, State
from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Round
from network.verification.actions.answers import confirm
from network.verification.desk import rounds_waiting, unreachable_focal_points
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person, state
from tests.factories.rounds import ask, bounce, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def desk(client: Client, settings: Any, editor: User) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(editor)
    return client


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_dead_address_is_a_task_on_the_desk_and_the_states_page_until_it_is_changed(desk: Client) -> None:
    row = ask()
    bounce(row)
    for address in ("/desk/", row.represents.get_absolute_url(), row.round.get_absolute_url()):
        assert row.person.in_list in page(desk, address)
    assert row.person.email in page(desk, "/desk/")
    Person.objects.filter(pk=row.person_id).update(email="new@example.org")
    assert "Every focal point’s address takes mail." in page(desk, "/desk/")


def test_who_is_no_focal_point_any_more_is_no_task() -> None:
    row = ask()
    bounce(row)
    Appointment.objects.update(ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES)
    assert list(unreachable_focal_points()) == []


def test_the_open_round_stands_on_the_desk_with_its_answers(desk: Client) -> None:
    make_appointment()
    row = ask()
    confirm(row.key, revision=1)
    shown = page(desk, "/desk/")
    assert row.round.title in shown
    assert "1 of 2 answered" in shown


def test_a_round_past_its_day_says_when_it_closes_by_itself(desk: Client) -> None:
    row = ask()
    days_ago(row.round, 40)
    Round.objects.update(closes_at=timezone.now() - timedelta(days=1))
    closes = date_format(timezone.localdate() + timedelta(days=13), "j F Y")
    shown = page(desk, "/desk/")
    assert "past its last day" in shown
    assert f"closes by itself after {closes}" in shown
    close_round(row.round.key)
    assert "past its last day" not in page(desk, "/desk/")


def test_after_a_year_without_a_round_the_desk_says_so(desk: Client) -> None:
    assert "No round for a year" in page(desk, "/desk/")
    row = ask()
    assert "No round for a year" not in page(desk, "/desk/")
    close_round(row.round.key)
    assert "No round for a year" not in page(desk, "/desk/")
    days_ago(row.round, 400)
    assert "No round for a year" in page(desk, "/desk/")


def without_delegation(editor: User) -> list[State]:
    waiting = rounds_waiting(editor)
    assert waiting is not None
    return waiting.without_delegation


def test_a_state_with_nobody_to_tell_is_named_once_the_day_has_come(editor: User) -> None:
    row = ask()
    assert without_delegation(editor) == []
    days_ago(row.round, 14)
    assert without_delegation(editor) == [row.represents]
    Delegate.objects.create(user=make_user(Role.DELEGATION), state=state("AT"))
    assert without_delegation(editor) == []


def test_nobody_outside_the_secretariat_is_told() -> None:
    assert rounds_waiting(make_user(Role.FOCAL_POINT)) is None
    assert rounds_waiting(make_user(Role.DELEGATION)) is None


@pytest.mark.parametrize("number", [2, 10])
def test_the_desk_names_the_first_dead_addresses_and_counts_them_all(editor: User, number: int) -> None:
    for _person in range(number):
        row = Addressee(person=make_appointment(person=make_person()).person)
        bounce(row)
    waiting = rounds_waiting(editor)
    assert waiting is not None
    assert (len(waiting.unreachable), waiting.unreachable_number) == (min(number, 8), number)


def test_the_home_page_says_when_the_next_confirmation_is(client: Client) -> None:
    assert "yearly confirmation" not in page(client, "/").lower()
    row = ask()
    assert "Yearly confirmation under way until" in page(client, "/")
    close_round(row.round.key)
    assert "Next yearly confirmation" in page(client, "/")


def test_entries_that_wait_for_their_confirmation_are_counted(desk: Client) -> None:
    today = timezone.localdate()
    for confirmed_on in (None, today - timedelta(days=400), today):
        make_appointment("AT", person=make_person("AT", confirmed_on=confirmed_on))
    assert "2 entries wait for their confirmation" in page(desk, "/desk/")
