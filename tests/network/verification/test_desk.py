"""Which tasks of a verification the desk and the State's page show, and when they disappear."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from network.models import Appointment, Delegate, EndReason, Person
from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Round
from network.turns import unreachable_focal_points
from network.verification.actions.answers import confirm
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.listing import turns_for
from nfp_portal.turns.registry import counts_for
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


def desk_user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_dead_address_is_a_task_on_the_desk_and_the_states_page_until_it_is_changed(desk: Client) -> None:
    row = ask()
    bounce(row)
    for address in (row.represents.get_absolute_url(), row.round.get_absolute_url()):
        assert row.person.in_list in page(desk, address)
    assert "Reach them by telephone" in page(desk, "/desk/")
    assert "Bounced addresses" in page(desk, "/desk/")
    Person.objects.filter(pk=row.person_id).update(email="new@example.org")
    assert "Reach them by telephone" not in page(desk, "/desk/")
    assert "Bounced addresses" not in page(desk, "/desk/")


def test_who_is_no_focal_point_any_more_is_no_task() -> None:
    row = ask()
    bounce(row)
    Appointment.objects.update(ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES)
    assert list(unreachable_focal_points()) == []


def test_the_open_round_stands_on_the_desk_with_its_answers(desk: Client) -> None:
    make_appointment()
    row = ask()
    confirm(row.key, revision=1)
    [count] = [each for each in counts_for(desk_user(desk)) if each.label == row.round.title]
    assert (count.number, count.of) == ("1", "2")
    assert count.url in page(desk, "/desk/")


def test_a_round_past_its_day_says_when_it_closes_by_itself(desk: Client) -> None:
    row = ask()
    days_ago(row.round, 40)
    Round.objects.update(closes_at=timezone.now() - timedelta(days=1))
    closes = date_format(timezone.localdate() + timedelta(days=13), "j F Y")
    assert "Close Verification 2026" in page(desk, "/desk/")
    assert f"closes by itself after {closes}" in page(desk, row.round.get_absolute_url())
    close_round(row.round.key)
    assert "Close Verification 2026" not in page(desk, "/desk/")


def test_after_a_year_without_a_round_the_desk_says_so(desk: Client) -> None:
    assert "no round for a year" in page(desk, "/desk/")
    row = ask()
    assert "no round for a year" not in page(desk, "/desk/")
    close_round(row.round.key)
    assert "no round for a year" not in page(desk, "/desk/")
    days_ago(row.round, 400)
    assert "no round for a year" in page(desk, "/desk/")


def without_delegation(editor: User) -> list[str]:
    verbs = [turn.item.verb for turn in turns_for(editor).shown]
    return [verb for verb in verbs if verb.startswith("Record the address of the delegation of ")]


def test_a_state_with_nobody_to_tell_is_named_once_the_day_has_come(editor: User) -> None:
    row = ask()
    assert without_delegation(editor) == []
    days_ago(row.round, 14)
    assert without_delegation(editor) == ["Record the address of the delegation of Austria"]
    Delegate.objects.create(user=make_user(Role.DELEGATION), state=state("AT"))
    assert without_delegation(editor) == []


def test_nobody_outside_the_secretariat_is_told() -> None:
    bounce(ask())
    for role in (Role.FOCAL_POINT, Role.DELEGATION):
        user = make_user(role)
        assert turns_for(user).shown == []
        assert [each.label for each in counts_for(user)] == ["Focal points", "Entries confirmed"]


@pytest.mark.parametrize("number", [2, 10])
def test_the_desk_counts_the_dead_addresses_and_names_their_states(editor: User, number: int) -> None:
    for _person in range(number):
        row = Addressee(person=make_appointment(person=make_person()).person)
        bounce(row)
    [count] = [each for each in counts_for(editor) if each.label == "Bounced addresses"]
    assert (count.number, count.detail) == (str(number), "Austria")


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
    counts = {each.label: each.number for each in counts_for(desk_user(desk))}
    assert counts["Entries to be confirmed"] == "2"
