"""A person's roles in other networks: shown on the entry, changed by its owner, kept in its history."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network.actions.memberships import join, leave
from network.history import history_of
from network.models import Membership, Network, Person
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return Network.objects.get(slug="counter-terrorism-network")


@pytest.fixture
def own(client: Client) -> Person:
    user = make_user(Role.FOCAL_POINT)
    client.force_login(user)
    return make_person(user=user)


def add(client: Client, person: Person, network: Network, **typed: Any) -> Any:
    sent = {"network": network.pk, "role": "Contact point"} | typed
    return client.post(reverse("network:join", args=[person.key]), sent)


def changes_of(person: Person) -> list[tuple[str, str]]:
    return [(change.before, change.after) for step in history_of(person) for change in step.changes]


def test_ones_own_role_in_another_network_stands_on_the_entry(
    client: Client, own: Person, network: Network
) -> None:
    response = add(client, own, network, starts_on="2019-03-01")
    assert response.headers["Location"] == own.get_absolute_url()
    page = client.get(own.get_absolute_url()).content.decode()
    assert "OSCE Counter-Terrorism Network" in page
    assert "since 1 March 2019" in page


def test_the_same_role_is_not_recorded_twice(client: Client, own: Person, network: Network) -> None:
    add(client, own, network)
    response = add(client, own, network)
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["This role in this network is recorded already."]
    first = join(own, network, "Contact point", starts_on=None)
    assert list(own.memberships.all()) == [first]


def test_a_role_ends_and_may_be_taken_up_again(client: Client, own: Person, network: Network) -> None:
    add(client, own, network)
    (held,) = own.memberships.all()
    client.post(reverse("network:leave", args=[own.key, held.pk]), {"ends_on": "2024-05-01", "revision": 1})
    held.refresh_from_db()
    assert (held.ends_on, held.revision) == (date(2024, 5, 1), 2)
    assert add(client, own, network, starts_on="2025-02-01").status_code == 302


def test_of_two_concurrent_ends_of_a_role_the_second_sees_both_versions(
    client: Client, own: Person, network: Network
) -> None:
    held = join(own, network, "Deputy", starts_on=date(2019, 1, 1))
    address = reverse("network:leave", args=[own.key, held.pk])
    leave(held.pk, on=date(2024, 5, 1), revision=1)
    answer = client.post(address, {"ends_on": "2025-05-01", "revision": 1})
    assert answer.status_code == 409
    held.refresh_from_db()
    assert held.ends_on == date(2024, 5, 1)
    assert client.post(address, {"ends_on": "2025-05-01", "revision": 2}).status_code == 302


@pytest.mark.parametrize("ends_on", ["", "2018-01-01", "soon"])
def test_an_end_that_is_none_is_named_at_its_field(
    client: Client, own: Person, network: Network, ends_on: str
) -> None:
    held = join(own, network, "Deputy", starts_on=date(2019, 1, 1))
    response = client.post(
        reverse("network:leave", args=[own.key, held.pk]), {"ends_on": ends_on, "revision": 1}
    )
    assert response.status_code == 422
    held.refresh_from_db()
    assert held.ends_on is None


def test_a_role_entered_by_mistake_is_removed_after_a_confirmation(
    client: Client, own: Person, network: Network
) -> None:
    held = join(own, network, "Deputy", starts_on=None)
    address = reverse("network:strike", args=[own.key, held.pk])
    assert "Was this entered by mistake?" in client.get(address).content.decode()
    assert own.memberships.exists()
    client.post(address, {"revision": 1})
    assert not own.memberships.exists()


def test_a_role_that_changed_meanwhile_is_looked_at_again_before_it_is_taken_out(
    client: Client, own: Person, network: Network
) -> None:
    held = join(own, network, "Deputy", starts_on=date(2019, 1, 1))
    address = reverse("network:strike", args=[own.key, held.pk])
    leave(held.pk, on=date(2024, 5, 1), revision=1)
    answer = client.post(address, {"revision": 1})
    assert answer.headers["Location"] == address
    assert "changed meanwhile" in client.get(address).content.decode()
    assert own.memberships.exists()
    client.post(address, {"revision": 2})
    assert not own.memberships.exists()


def test_the_history_tells_each_step_of_a_role(own: Person, network: Network) -> None:
    held = join(own, network, "Deputy", starts_on=None)
    leave(held.pk, on=date(2024, 5, 1), revision=1)
    held.delete()
    role = "Deputy, OSCE Counter-Terrorism Network"
    assert changes_of(own) == [(role, ""), (role, f"{role}, until 1 May 2024"), ("", role)]


@pytest.mark.parametrize("name", ["join", "leave", "strike"])
def test_another_persons_roles_cannot_be_changed(
    client: Client, own: Person, network: Network, name: str
) -> None:
    held = join(make_person(), network, "Deputy", starts_on=None)
    key: list[Any] = [held.person.key] if name == "join" else [held.person.key, held.pk]
    assert client.get(reverse(f"network:{name}", args=key)).status_code == 404
    assert client.post(reverse(f"network:{name}", args=key), {}).status_code == 404
    assert Membership.objects.get().ends_on is None


def test_a_role_is_found_under_its_own_person_alone(client: Client, own: Person, network: Network) -> None:
    held = join(make_person(), network, "Deputy", starts_on=None)
    assert client.post(reverse("network:strike", args=[own.key, held.pk])).status_code == 404
    assert Membership.objects.exists()
