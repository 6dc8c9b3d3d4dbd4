"""A focal point who leaves tells it without asking anybody for a form."""

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


def test_who_leaves_asks_for_the_end_and_names_a_successor(own: Client, anna: Person) -> None:
    assert "/me/leave/" in own.get("/me/").content.decode()
    assert "id_instrument_kind" not in own.get("/me/leave/").content.decode()
    named = {"successor_given_name": "Eva", "successor_family_name": "Neu", "note": "Thank you."}
    assert own.post("/me/leave/", TYPED | named).headers["Location"] == "/me/"
    proposal = Proposal.objects.get()
    assert (proposal.person, proposal.origin, proposal.note) == (anna, "focal_point", "Thank you.")
    assert proposal.values["successor"]["family_name"] == "Neu"


def test_the_newest_word_counts(own: Client) -> None:
    for day in (LAST_DAY, LAST_DAY + timedelta(days=7)):
        own.post("/me/leave/", TYPED | {"ends_on": str(day)})
    assert Proposal.objects.open().get().values["on"] == str(LAST_DAY + timedelta(days=8))


def test_the_last_day_is_asked_and_the_end_is_the_day_after(own: Client) -> None:
    own.post("/me/leave/", TYPED)
    assert Proposal.objects.get().values["on"] == str(LAST_DAY + timedelta(days=1))


def test_who_told_of_leaving_sees_it_and_takes_it_back_from_the_own_entry(own: Client, anna: Person) -> None:
    own.post("/me/leave/", TYPED)
    page = own.get("/me/").content.decode()
    assert "you told the secretariat that you leave" in page
    assert f'href="{Proposal.objects.get().get_absolute_url()}"' in page
    assert 'href="/me/leave/"' not in page
    colleague = client_of(make_user()).get(anna.get_absolute_url()).content.decode()
    assert "told" not in colleague
    own.post(f"{Proposal.objects.get().get_absolute_url()}withdraw/")
    assert 'href="/me/leave/"' in own.get("/me/").content.decode()


def test_the_own_delegation_reads_it_and_another_does_not(own: Client) -> None:
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


def test_who_holds_no_appointment_has_nothing_to_leave() -> None:
    assert client_of(make_user()).get("/me/leave/").status_code == 404


def test_what_makes_no_sense_is_named_at_its_field(own: Client) -> None:
    for day in ("2019-01-01", "9999-12-31"):
        response = own.post("/me/leave/", TYPED | {"ends_on": day})
        assert response.status_code == 422
        assert response.context["form"].errors["ends_on"] == ["Choose a day within a year of today."]


def test_a_successor_without_given_name_is_told_at_the_field_that_is_empty(own: Client) -> None:
    response = own.post("/me/leave/", TYPED | {"successor_family_name": "Neu"})
    assert list(response.context["form"].errors) == ["successor_given_name"]
    assert "correction" not in dict(response.context["form"].fields["end_reason"].choices)
