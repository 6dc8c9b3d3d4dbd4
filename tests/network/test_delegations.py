"""How a State's delegation is reached, and which accounts speak for it."""

from typing import Any

import pytest
from django.test import Client

from network.actions.delegations import dismiss_delegate
from network.models import Delegate, State
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_delegate, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    return client


def test_an_editor_records_where_letters_to_a_delegation_go(editor: Client) -> None:
    make_appointment("AT")
    assert 'href="/delegations/AT/">Record it</a>' in editor.get("/states/AT/").content.decode()
    response = editor.post("/delegations/AT/", {"delegation_email": "mission@at.example.org"}, follow=True)
    assert "Saved." in response.content.decode()
    assert state("AT").delegation_email == "mission@at.example.org"
    assert 'href="mailto:mission@at.example.org"' in editor.get("/states/AT/").content.decode()


def test_an_address_that_is_none_is_told_at_its_field_and_not_kept(editor: Client) -> None:
    response = editor.post("/delegations/AT/", {"delegation_email": "the mission"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["delegation_email"]
    assert state("AT").delegation_email == ""


def test_an_address_that_is_no_longer_known_is_emptied(editor: Client) -> None:
    State.objects.filter(iso2="AT").update(delegation_email="old@at.example.org")
    editor.post("/delegations/AT/", {"delegation_email": "", "was": "old@at.example.org"})
    assert state("AT").delegation_email == ""


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten_unseen(editor: Client) -> None:
    page = editor.get("/delegations/AT/").content.decode()
    assert 'name="was"' in page
    State.objects.filter(iso2="AT").update(delegation_email="new@at.example.org")
    response = editor.post("/delegations/AT/", {"delegation_email": "mine@at.example.org", "was": ""})
    assert response.status_code == 422
    assert "new@at.example.org" in response.content.decode()
    assert state("AT").delegation_email == "new@at.example.org"


def test_a_partner_has_no_delegation_here(editor: Client) -> None:
    assert editor.get("/delegations/JP/").status_code == 404


def test_closing_a_delegates_account_asks_first_and_ends_what_it_may(editor: Client) -> None:
    user = make_delegate("AT")
    address = f"/delegations/AT/accounts/{Delegate.objects.get().pk}/close/"
    assert "Only an administrator opens the account again." in editor.get(address).content.decode()
    assert Delegate.objects.filter(user=user).exists()
    response = editor.post(address, follow=True)
    assert "speaks for the State no more" in response.content.decode()
    assert not Delegate.objects.exists()
    assert not User.objects.get(pk=user.pk).is_active
    assert editor.post(address).status_code == 404
    told = Delegate.pgh_event_models["delete"].objects.values_list("pgh_label", "user", "state__iso2")  # type: ignore[attr-defined] # pghistory makes it
    assert list(told.order_by("pgh_id"))[-1] == ("delete", user.pk, "AT")


def test_an_account_that_speaks_for_another_state_by_now_stays_open() -> None:
    user = make_delegate("AT")
    delegate = Delegate.objects.get(user=user)
    Delegate.objects.update(state=state("DE"))
    dismiss_delegate(delegate.pk, state_id=state("AT").pk)
    assert User.objects.get(pk=user.pk).is_active
    assert Delegate.objects.exists()


def test_who_has_another_role_by_now_keeps_the_account(editor: Client) -> None:
    user = make_delegate("AT")
    User.objects.filter(pk=user.pk).update(role=Role.PARTNER)
    editor.post(f"/delegations/AT/accounts/{Delegate.objects.get().pk}/close/")
    assert not Delegate.objects.exists()
    assert User.objects.get(pk=user.pk).is_active


def test_an_account_is_closed_on_its_own_states_page_alone(editor: Client) -> None:
    make_delegate("AT")
    assert editor.post(f"/delegations/DE/accounts/{Delegate.objects.get().pk}/close/").status_code == 404
    assert Delegate.objects.exists()
