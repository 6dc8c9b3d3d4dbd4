"""Leaving and changing: by page, and by the one click of a mail program (RFC 8058)."""

import pytest
from django.test import Client

from newsletter.subscriptions import actions as subscribing
from newsletter.subscriptions.forms import PreferencesForm
from newsletter.subscriptions.models import Subscription, SubscriptionState
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import EVERY_STREAM, Delivery, Suppression
from tests.factories.newsletter import make_subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Subscription:
    return make_subscription("reader@example.org")


def address(subscription: Subscription) -> str:
    return f"/newsletter/unsubscribe/{subscription.token}/"


def test_opening_the_page_changes_nothing(client: Client, reader: Subscription) -> None:
    page = client.get(address(reader))
    assert page.status_code == 200
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.ACTIVE


def test_one_click_needs_no_session_no_token_and_no_second_request(reader: Subscription) -> None:
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address(reader), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies.get("session")
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.ENDED
    assert reader.ended_at is not None


def test_the_button_on_the_page_works_without_cookies(reader: Subscription) -> None:
    page = Client(enforce_csrf_checks=True).post(address(reader))
    assert "You are unsubscribed" in page.content.decode()


def test_unsubscribing_twice_is_as_good_as_once(client: Client, reader: Subscription) -> None:
    client.post(address(reader))
    reader.refresh_from_db()
    first = reader.ended_at
    assert client.post(address(reader)).status_code == 200
    reader.refresh_from_db()
    assert reader.ended_at == first


def test_nothing_that_waits_in_the_outbox_is_sent_any_more(reader: Subscription) -> None:
    subscribing.unsubscribe(reader.token)
    assert Suppression.objects.filter(address="reader@example.org", stream="newsletter").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_link_says_what_to_do(client: Client, method: str) -> None:
    page = getattr(client, method)("/newsletter/unsubscribe/unknown/")
    assert page.status_code == 410
    assert "This link no longer works" in page.content.decode()


def test_the_language_changes_at_once(client: Client, reader: Subscription) -> None:
    client.post(f"/newsletter/preferences/{reader.token}/", {"email": reader.email, "language": "fr"})
    reader.refresh_from_db()
    assert reader.language == "fr"
    assert not Delivery.objects.exists()


def test_another_address_must_be_confirmed_before_it_takes_the_place(
    client: Client, reader: Subscription
) -> None:
    client.post(f"/newsletter/preferences/{reader.token}/", {"email": "new@example.org", "language": "en"})
    assert subscribing.answer_requests() == 1
    new = Subscription.objects.get(email="new@example.org")
    assert new.state == SubscriptionState.PENDING
    assert Delivery.objects.get().address == "new@example.org"
    subscribing.confirm(new.confirm_token)
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.ENDED
    assert list(Subscription.objects.active().values_list("email", flat=True)) == ["new@example.org"]


def test_a_wrong_address_is_named_at_its_field(client: Client, reader: Subscription) -> None:
    page = client.post(f"/newsletter/preferences/{reader.token}/", {"email": "no", "language": "en"})
    assert page.status_code == 422
    assert "This is no e-mail address." in page.content.decode()


def test_preferences_of_an_ended_subscription_are_closed(client: Client, reader: Subscription) -> None:
    subscribing.unsubscribe(reader.token)
    assert client.get(f"/newsletter/preferences/{reader.token}/").status_code == 410
    with pytest.raises(subscribing.LinkClosedError):
        subscribing.change_preferences(reader.token, language="fr", email=reader.email)


def test_an_address_its_server_refused_for_good_is_set_aside(reader: Subscription) -> None:
    other = make_subscription("other@example.org")
    mail.withdraw("Reader@example.org", EVERY_STREAM, "550 5.1.1 no such mailbox")
    assert subscribing.note_bounces() == 1
    reader.refresh_from_db()
    other.refresh_from_db()
    assert (reader.state, other.state) == (SubscriptionState.BOUNCED, SubscriptionState.ACTIVE)


def test_an_address_whose_refusal_was_lifted_gets_the_newsletter_again(reader: Subscription) -> None:
    other = make_subscription("other@example.org")
    for address in (reader.email, other.email):
        mail.withdraw(address, EVERY_STREAM, "550 5.1.1 no such mailbox")
    subscribing.note_bounces()
    mail.readmit(reader.email.upper(), EVERY_STREAM)
    assert subscribing.note_bounces() == 0
    assert list(Subscription.objects.active()) == [reader]
    other.refresh_from_db()
    assert other.state == SubscriptionState.BOUNCED


def test_an_address_asked_for_earlier_that_day_takes_the_place_of_the_old_one(reader: Subscription) -> None:
    subscribing.subscribe("new@example.org", language="en")
    assert subscribing.change_preferences(reader.token, language="en", email="new@example.org")
    assert subscribing.answer_requests() == 1
    assert Delivery.objects.count() == 1
    subscribing.confirm(Subscription.objects.get(email="new@example.org").confirm_token)
    assert list(Subscription.objects.active().values_list("email", flat=True)) == ["new@example.org"]


def test_a_change_of_address_to_another_subscriber_ends_nobody(reader: Subscription) -> None:
    other = make_subscription("other@example.org")
    subscribing.change_preferences(reader.token, language="en", email=other.email)
    other.refresh_from_db()
    assert other.replaces is None
    assert Subscription.objects.active().count() == 2


def test_preferences_that_close_while_they_are_saved_say_so(
    client: Client, reader: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(_typed: str) -> None:
        """Unsubscribe between the opening of the form and its action."""
        subscribing.unsubscribe(reader.token)

    monkeypatch.setattr(PreferencesForm.base_fields["email"], "validators", [leave])
    typed = {"email": reader.email, "language": "fr"}
    assert client.post(f"/newsletter/preferences/{reader.token}/", typed).status_code == 410
