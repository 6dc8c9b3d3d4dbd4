"""How a State's delegation is reached, and which accounts speak for it."""

import re
from typing import Any

import pytest
from django.test import Client

from network.actions.contact_records import change_contact
from network.actions.delegations import dismiss_delegate
from network.models import Contact, Delegate, Organisation
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_delegate, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    return client


def contacts_of(code: str) -> list[str]:
    return [contact.address for contact in state(code).contacts.all()]


def test_an_editor_records_where_letters_to_a_delegation_go(editor: Client) -> None:
    make_appointment("AT")
    assert 'href="/delegations/AT/">Record it</a>' in editor.get("/states/AT/").content.decode()
    sent = {"name": "Mission", "address": "mission@at.example.org", "language": "fr", "revision": 1}
    response = editor.post("/delegations/AT/contacts/add/", sent, follow=True)
    assert "Saved." in response.content.decode()
    assert contacts_of("AT") == ["mission@at.example.org"]
    assert 'href="mailto:mission@at.example.org"' in editor.get("/states/AT/").content.decode()


def test_an_organisation_has_contacts_too(editor: Client) -> None:
    body = Organisation.objects.earliest("pk")
    sent = {"name": "Desk", "address": "desk@body.example.org", "language": "en", "revision": 1}
    response = editor.post(f"/organisations/{body.slug}/contacts/add/", sent, follow=True)
    assert "desk@body.example.org" in response.content.decode()
    assert "desk@body.example.org" in editor.get("/organisations/").content.decode()
    assert "Saved." in response.content.decode()


def test_an_address_that_is_none_is_refused_at_its_field(editor: Client) -> None:
    sent = {"address": "the mission", "language": "en", "revision": 1}
    response = editor.post("/delegations/AT/contacts/add/", sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["address"]
    assert contacts_of("AT") == []


def test_an_address_is_recorded_once_for_a_state(editor: Client) -> None:
    Contact.objects.create(state=state("AT"), address="mission@at.example.org")
    sent = {"address": "Mission@AT.example.org", "language": "en", "revision": 1}
    response = editor.post("/delegations/AT/contacts/add/", sent)
    assert response.status_code == 422
    assert "This address is recorded already." in response.content.decode()


def test_a_removed_contact_comes_back_by_undo(editor: Client) -> None:
    contact = Contact.objects.create(state=state("AT"), name="Mission", address="mission@at.example.org")
    page = editor.post(f"/contacts/{contact.pk}/remove/", follow=True).content.decode()
    assert contacts_of("AT") == []
    [undo] = re.findall(r'action="(/contacts/restore/\d+/)"', page)
    editor.post(undo)
    assert contacts_of("AT") == ["mission@at.example.org"]
    assert state("AT").contacts.get().name == "Mission"


def test_a_stale_form_does_not_overwrite_a_contact(editor: Client) -> None:
    contact = Contact.objects.create(state=state("AT"), address="mission@at.example.org")
    change_contact(contact.pk, revision=1, name="", address="new@at.example.org", language="en")
    sent = {"address": "mine@at.example.org", "language": "en", "revision": 1}
    response = editor.post(f"/contacts/{contact.pk}/", sent)
    assert response.status_code == 409
    assert "new@at.example.org" in response.content.decode()
    assert contacts_of("AT") == ["new@at.example.org"]


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
    deletions = Delegate.pgh_event_models["delete"].objects.values_list("pgh_label", "user", "state__iso2")  # type: ignore[attr-defined] # pghistory makes it
    assert list(deletions.order_by("pgh_id"))[-1] == ("delete", user.pk, "AT")


def test_an_account_that_speaks_for_another_state_by_now_stays_open() -> None:
    user = make_delegate("AT")
    delegate = Delegate.objects.get(user=user)
    Delegate.objects.update(state=state("DE"))
    dismiss_delegate(delegate.pk, state_id=state("AT").pk)
    assert User.objects.get(pk=user.pk).is_active
    assert Delegate.objects.exists()


def test_an_account_with_another_role_by_now_stays_open(editor: Client) -> None:
    user = make_delegate("AT")
    User.objects.filter(pk=user.pk).update(role=Role.PARTNER)
    editor.post(f"/delegations/AT/accounts/{Delegate.objects.get().pk}/close/")
    assert not Delegate.objects.exists()
    assert User.objects.get(pk=user.pk).is_active


def test_an_account_is_closed_on_its_own_states_page_alone(editor: Client) -> None:
    make_delegate("AT")
    assert editor.post(f"/delegations/DE/accounts/{Delegate.objects.get().pk}/close/").status_code == 404
    assert Delegate.objects.exists()
