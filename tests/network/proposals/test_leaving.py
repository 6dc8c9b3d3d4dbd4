"""A focal point who leaves reports it on the portal."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Person
from network.proposals.actions.decisions import accept
from network.proposals.models import Proposal
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_appointment, make_delegate

pytestmark = pytest.mark.django_db
LAST_DAY = timezone.localdate() + timedelta(days=30)
TYPED = {"ends_on": str(LAST_DAY), "end_reason": "new_duties"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def anna() -> Person:
    person = make_appointment("AT").person
    person.user = make_user()
    person.save()
    return person


@pytest.fixture
def own(anna: Person) -> Client:
    assert anna.user is not None
    return client_of(anna.user)


def test_a_leaving_focal_point_proposes_the_end_and_names_a_successor(own: Client, anna: Person) -> None:
    assert "/me/leave/" in own.get("/me/").content.decode()
    assert "id_instrument_kind" not in own.get("/me/leave/").content.decode()
    named = {"successor_given_name": "Eva", "successor_family_name": "Neu", "note": "Thank you."}
    assert own.post("/me/leave/", TYPED | named).headers["Location"] == "/me/"
    proposal = Proposal.objects.get()
    assert (proposal.person, proposal.origin, proposal.note) == (anna, "focal_point", "Thank you.")
    assert proposal.values["successor"]["family_name"] == "Neu"


def test_a_second_request_to_leave_replaces_the_first(own: Client) -> None:
    for day in (LAST_DAY, LAST_DAY + timedelta(days=7)):
        own.post("/me/leave/", TYPED | {"ends_on": str(day)})
    assert Proposal.objects.open().get().values["on"] == str(LAST_DAY + timedelta(days=8))


def test_the_last_day_is_asked_and_the_end_is_the_day_after(own: Client) -> None:
    own.post("/me/leave/", TYPED)
    assert Proposal.objects.get().values["on"] == str(LAST_DAY + timedelta(days=1))


def test_a_leaving_focal_point_sees_and_withdraws_the_request_on_their_entry(
    own: Client, anna: Person
) -> None:
    own.post("/me/leave/", TYPED)
    page = own.get("/me/").content.decode()
    assert "you told the secretariat that you leave" in page
    assert f'href="{Proposal.objects.get().get_absolute_url()}"' in page
    assert 'href="/me/leave/"' not in page
    colleague = client_of(make_user()).get(anna.get_absolute_url()).content.decode()
    assert "told" not in colleague
    own.post(f"{Proposal.objects.get().get_absolute_url()}withdraw/")
    assert 'href="/me/leave/"' in own.get("/me/").content.decode()


def test_only_the_focal_point_and_their_delegation_see_the_request(own: Client) -> None:
    own.post("/me/leave/", TYPED)
    address = Proposal.objects.get().get_absolute_url()
    assert client_of(make_delegate("AT")).get(address).status_code == 200
    assert client_of(make_delegate("DE")).get(address).status_code == 404
    assert own.get(address).status_code == 200
    assert client_of(make_user()).get(address).status_code == 404
    own.post(f"{address}withdraw/")
    assert not Proposal.objects.open().exists()


def test_a_note_to_the_secretariat_is_not_shown_to_the_delegation(own: Client) -> None:
    own.post("/me/leave/", TYPED | {"note": "The ambassador need not know."})
    address = Proposal.objects.get().get_absolute_url()
    readers = (client_of(make_delegate("AT")), own, client_of(make_user(Role.EDITOR)))
    shown = ["need not know" in reader.get(address).content.decode() for reader in readers]
    assert shown == [False, True, True]


def test_with_the_end_the_account_closes_and_the_end_is_not_asked_again(own: Client, anna: Person) -> None:
    own.post("/me/leave/", TYPED | {"ends_on": str(timezone.localdate() - timedelta(days=1))})
    accept(Proposal.objects.get().pk, seen=1, by=make_user(Role.EDITOR))
    assert own.get("/me/leave/").status_code == 302
    assert Person.objects.get(pk=anna.pk).user == anna.user


def test_a_person_without_an_appointment_cannot_leave() -> None:
    assert client_of(make_user()).get("/me/leave/").status_code == 404


def test_invalid_values_are_field_errors(own: Client) -> None:
    for day in ("2019-01-01", "9999-12-31"):
        response = own.post("/me/leave/", TYPED | {"ends_on": day})
        assert response.status_code == 422
        assert response.context["form"].errors["ends_on"] == ["Choose a day within a year of today."]


def test_a_successor_without_a_given_name_is_an_error_at_that_field(own: Client) -> None:
    response = own.post("/me/leave/", TYPED | {"successor_family_name": "Neu"})
    assert list(response.context["form"].errors) == ["successor_given_name"]
    assert "correction" not in dict(response.context["form"].fields["end_reason"].choices)
