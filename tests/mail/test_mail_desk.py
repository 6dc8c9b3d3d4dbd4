"""The desk's page of outgoing mail."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Entry
from nfp_portal.mail import actions, sender
from nfp_portal.mail.models import Delivery, DeliveryState, Relay, Suppression
from tests.mail import scripted

pytestmark = pytest.mark.django_db

DESK = "/desk/mail/"


@pytest.fixture
def desk(client: Client, settings: Settings) -> Client:
    """Give the browser of an editor who has signed in."""
    settings.REQUIRE_MFA = False
    client.force_login(User.objects.create_user("editor@example.org", role=Role.EDITOR))
    return client


def refused(address: str = "ana@example.org") -> Delivery:
    delivery = actions.post(to=address, subject="Issue 12", text="x", stream="newsletter")
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, last_reply="554 no")
    return delivery


def test_the_desk_shows_what_was_refused_and_why(desk: Client) -> None:
    refused()
    page = desk.get(DESK).content.decode()
    assert "ana@example.org" in page
    assert "554 no" in page


def test_a_refused_message_can_be_tried_again(desk: Client) -> None:
    delivery = refused()
    desk.post(f"{DESK}deliveries/{delivery.pk}/retry/")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING


def test_an_address_can_get_mail_again(desk: Client) -> None:
    actions.withdraw("ana@example.org", "", "550 5.1.1")
    desk.post(f"{DESK}addresses/{Suppression.objects.get().pk}/lift/")
    assert not Suppression.objects.exists()


def test_staff_cannot_bring_back_who_unsubscribed(desk: Client) -> None:
    actions.withdraw("ana@example.org", "newsletter", "unsubscribed")
    assert desk.post(f"{DESK}addresses/{Suppression.objects.get().pk}/lift/").status_code == 404


def test_a_letter_can_be_paused_and_resumed(desk: Client) -> None:
    letter = actions.post(to="ana@example.org", subject="Issue 12", text="x", stream="newsletter").letter
    for verb, state in (("pause", "Paused."), ("resume", "Written on")):
        page = desk.post(f"{DESK}letters/{letter.pk}/{verb}/", follow=True).content.decode()
        assert state in page
    letter.refresh_from_db()
    assert letter.paused_at is None


def test_a_relay_that_rests_is_shown_with_its_reason(desk: Client) -> None:
    later = timezone.now() + timedelta(minutes=5)
    Relay.objects.create(rests_until=later, last_reply="421 closing")
    assert "421 closing" in desk.get(DESK).content.decode()


def test_held_mail_waits_until_staff_release_it(desk: Client, relay: scripted.Relay) -> None:
    actions.hold()
    delivery = actions.post(to="ana@example.org", subject="Issue 12", text="x", stream="newsletter")
    assert sender.dispatch() == 0
    for number in range(60):  # later letters do not push it off the page
        actions.post(to="ben@example.org", subject=f"Sent {number}", text="x", stream="account")
    Delivery.objects.exclude(pk=delivery.pk).update(state=DeliveryState.SENT)
    page = desk.get(DESK).content.decode()
    assert "The portal was restored from a backup" in page
    assert ("Issue 12" in page, "Sent 1" in page) == (True, False)
    assert json.loads(desk.get("/readyz").content)["mail"] == "held"
    assert "Outgoing mail is released." in desk.post(f"{DESK}release/", follow=True).content.decode()
    assert sender.dispatch() == 1
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    acts = Entry.objects.filter(act__in=["mail_held", "mail_released"]).order_by("pk")
    assert [(entry.act, entry.actor and entry.actor.email) for entry in acts] == [
        ("mail_held", None),
        ("mail_released", "editor@example.org"),
    ]


def test_mail_held_by_the_setting_is_not_released_on_the_page(
    desk: Client, relay: scripted.Relay, settings: Settings
) -> None:
    settings.MAIL_HOLD = True
    actions.post(to="ana@example.org", subject="Issue 12", text="x", stream="newsletter")
    page = desk.post(f"{DESK}release/", follow=True).content.decode()
    assert "The mail is held by a setting of the server." in page
    assert "Release outgoing mail" not in page
    assert sender.dispatch() == 0


@pytest.mark.parametrize("number", [1, 60])
def test_the_desk_asks_the_outbox_five_questions_whatever_its_size(desk: Client, number: int) -> None:
    for each in range(number):
        refused(f"reader{each}@example.org")
    with CaptureQueriesContext(connection) as queries:
        desk.get(DESK)
    assert len([query for query in queries if '"mail_' in query["sql"]]) == 5
