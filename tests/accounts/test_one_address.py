"""Whoever was invited signs in and gets a new password, however the address is spelled."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from nfp_portal.accounts import actions, resets
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, Letter
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

INVITED = {
    "Invited.Person@Example.org": (
        "invited.person@example.org",
        ["Invited.Person@Example.org", "invited.person@example.org", "INVITED.PERSON@EXAMPLE.ORG"],
    ),
    "fourth@example.org\u200b": (
        "fourth@example.org",
        ["fourth@example.org", "fourth@example.org\u200b", " Fourth@example.org "],
    ),
    "third@bücher.example": (
        "third@xn--bcher-kva.example",
        ["third@bücher.example", "third@xn--bcher-kva.example", "Third@BÜCHER.example"],
    ),
}


def accept_newest_invitation() -> Client:
    text = Letter.objects.order_by("pk").values_list("text", flat=True).last()
    [link] = re.findall(r"/accounts/invitation/[^/]+/", str(text))
    client = Client()
    client.post(link, {"password": PASSWORD})
    return client


@pytest.mark.parametrize("typed", INVITED)
def test_an_invited_person_signs_in_and_resets_in_every_spelling(typed: str) -> None:
    stored, spellings = INVITED[typed]
    actions.invite(typed, role=Role.FOCAL_POINT, by=None)
    assert accept_newest_invitation().session["_auth_user_id"]
    assert [delivery.address for delivery in Delivery.objects.all()] == [stored, stored]
    for spelling in spellings:
        client = Client()
        client.post(reverse("account_login"), {"login": spelling, "password": PASSWORD})
        assert "_auth_user_id" in client.session, spelling
    for spelling in spellings:
        Client().post(reverse("account_reset_password"), {"email": spelling})
        assert resets.answer_resets() == 1, spelling
        User.objects.get().password_resets.all().delete()


def test_the_first_administrator_may_be_typed_with_capitals() -> None:
    call_command("invite", "First.Admin@Example.org", "--role", "administrator")
    call_command("invite", "first.admin@example.org\u200b", "--role", "administrator")
    assert [user.email for user in User.objects.all()] == ["first.admin@example.org"]
    assert accept_newest_invitation().session["_auth_user_id"]


def test_another_address_of_an_account_is_the_only_one_that_signs_in() -> None:
    user = actions.invite("old@example.org", role=Role.FOCAL_POINT, by=None)
    accept_newest_invitation()
    user.refresh_from_db()
    actions.change_address(user, "New@example.org", by=None)
    signed_in = []
    for address in ("old@example.org", "new@example.org"):
        client = Client()
        client.post(reverse("account_login"), {"login": address, "password": PASSWORD})
        signed_in.append("_auth_user_id" in client.session)
        client.post(reverse("account_reset_password"), {"email": address})
    assert signed_in == [False, True]
    resets.answer_resets()
    sent = Delivery.objects.filter(letter__subject__startswith="Choose a new password")
    assert [delivery.address for delivery in sent] == ["new@example.org"]
