"""Double opt-in: one answer for all, one mail a day, a GET that changes nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsletter.readers import actions as subscribing
from newsletter.readers.models import Reader, SubscriptionState
from nfp_portal.accounts.models import Role
from nfp_portal.mail import sender
from nfp_portal.mail.models import Delivery, DeliveryState, Suppression
from tests.factories.accounts import make_user
from tests.factories.newsletter import make_sent_issue, make_subscription
from tests.mail.scripted import Relay

pytestmark = pytest.mark.django_db
ADDRESS = "reader@example.org"


def subscribe(client: Client, email: str = ADDRESS, language: str = "en") -> Any:
    """Enter an address, and let the worker answer."""
    response = client.post("/newsletter/subscribe/", {"email": email, "language": language})
    subscribing.answer_requests()
    return response


def pending(email: str = ADDRESS) -> Reader:
    """A subscription that waits for its confirmation."""
    subscribing.subscribe(email, language="en")
    return Reader.objects.get(address=email)


def test_subscribing_makes_a_pending_row_and_one_mail_with_the_link(client: Client) -> None:
    response = subscribe(client)
    assert response.headers["Location"] == "/newsletter/subscribe/asked/"
    subscription = Reader.objects.get()
    assert subscription.subscription == SubscriptionState.PENDING
    delivery = Delivery.objects.select_related("letter").get()
    assert delivery.address == ADDRESS
    link = f"{settings.SITE_URL}/newsletter/confirm/{subscription.confirm_token}/"
    assert link in delivery.letter.text
    assert link in delivery.letter.html


def test_the_message_is_in_the_preferred_language_and_marked_with_it(client: Client) -> None:
    subscribe(client, language="ru")
    letter = Delivery.objects.select_related("letter").get().letter
    assert letter.language == "ru"
    assert letter.subject == "Подтвердите подписку на бюллетень"
    assert Reader.objects.get().language == "ru"


@pytest.mark.parametrize(("accepted", "preselected"), [("ru, en;q=0.5", "ru"), ("ja", "en")])
def test_the_language_of_the_browser_is_preselected(client: Client, accepted: str, preselected: str) -> None:
    page = client.get("/newsletter/subscribe/", headers={"accept-language": accepted}).content.decode()
    assert f'<option value="{preselected}" selected>' in page


def test_the_answer_is_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    make_subscription("known@example.org")
    make_subscription("ended@example.org", state=SubscriptionState.ENDED)
    answers = [
        (response.status_code, response.headers["Location"], response.content)
        for email in ("known@example.org", "ended@example.org", "unknown@example.org")
        for response in [subscribe(client, email)]
    ]
    assert len(set(answers)) == 1
    assert Delivery.objects.count() == 3


def test_a_known_address_learns_by_mail_that_nothing_is_to_be_done(client: Client) -> None:
    known = make_subscription(ADDRESS)
    subscribe(client)
    letter = Delivery.objects.select_related("letter").get().letter
    assert letter.subject == "You receive the newsletter already"
    assert known.token in letter.text
    known.refresh_from_db()
    assert known.subscription == SubscriptionState.ACTIVE


def test_an_address_gets_one_mail_a_day_however_often_it_is_entered(client: Client) -> None:
    for email in (ADDRESS, ADDRESS, "READER@example.org"):
        subscribe(client, email)
    assert Delivery.objects.count() == 1
    assert Reader.objects.count() == 1
    Reader.objects.update(confirm_sent_on=timezone.localdate() - timedelta(days=1))
    subscribe(client)
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    "spellings",
    [
        ("ana@bücher.example", "ana@xn--bcher-kva.example", "Ana@BÜCHER.example"),
        ("subs.six@example.org", "subs.six@example.org\u200b", "Subs.Six@Example.org"),
    ],
)
def test_one_mailbox_in_two_spellings_is_one_subscription(client: Client, spellings: tuple[str, ...]) -> None:
    for email in spellings:
        subscribe(client, email)
    assert (Reader.objects.count(), Delivery.objects.count()) == (1, 1)


def test_asking_costs_the_same_for_every_address(client: Client) -> None:
    """The same statements run for each address, so that timing does not reveal whether it subscribes."""
    make_subscription("known@example.org")
    client.get("/newsletter/subscribe/")
    costs = []
    for email in ("known@example.org", "known@example.org", "unknown@example.org"):
        with CaptureQueriesContext(connection) as queries:
            client.post("/newsletter/subscribe/", {"email": email, "language": "en"})
        costs.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])
        subscribing.answer_requests()
    assert costs[1] == costs[2]
    assert len(costs[0]) == len(costs[1])


def test_an_invalid_address_is_a_field_error(client: Client) -> None:
    response = subscribe(client, "reader(at)example.org")
    assert response.status_code == 422
    assert "This is no e-mail address." in response.content.decode()
    assert "reader(at)example.org" in response.content.decode()
    assert not Reader.objects.exists()


def test_many_addresses_from_one_place_are_refused_for_an_hour(client: Client) -> None:
    statuses = [subscribe(client, f"reader{number}@example.org").status_code for number in range(31)]
    assert statuses == [302] * 30 + [429]
    assert Reader.objects.count() == 30


def test_a_link_to_ones_preferences_is_no_mailer(client: Client) -> None:
    own = make_subscription(ADDRESS)
    address = f"/newsletter/preferences/{own.token}/"
    sent = [{"email": f"reader{number}@example.org", "language": "en"} for number in range(31)]
    assert [client.post(address, each).status_code for each in sent] == [302] * 30 + [429]
    assert client.post(address, {"email": ADDRESS, "language": "fr"}).status_code == 302


def test_opening_the_link_changes_nothing(client: Client) -> None:
    subscription = pending()
    page = client.get(f"/newsletter/confirm/{subscription.confirm_token}/")
    assert page.status_code == 200
    assert "Yes, send it to me" in page.content.decode()
    subscription.refresh_from_db()
    assert subscription.subscription == SubscriptionState.PENDING


def test_the_button_confirms_and_twice_is_as_good_as_once(client: Client) -> None:
    subscription = pending()
    for _press in range(2):
        page = client.post(f"/newsletter/confirm/{subscription.confirm_token}/")
        assert page.status_code == 200
        assert "You receive the newsletter" in page.content.decode()
    subscription.refresh_from_db()
    assert subscription.subscription == SubscriptionState.ACTIVE
    assert subscription.confirmed_at is not None


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_expired_link_says_what_to_do(client: Client, method: str) -> None:
    subscription = pending()
    Reader.objects.update(confirm_sent_on=timezone.localdate() - timedelta(days=8))
    page = getattr(client, method)(f"/newsletter/confirm/{subscription.confirm_token}/")
    assert page.status_code == 410
    assert "Send me a new link" in page.content.decode()
    subscription.refresh_from_db()
    assert subscription.subscription == SubscriptionState.PENDING


def test_a_link_replaced_by_a_newer_one_is_closed(client: Client) -> None:
    old = pending().confirm_token
    Reader.objects.update(confirm_sent_on=timezone.localdate() - timedelta(days=1))
    subscribing.subscribe(ADDRESS, language="en")
    assert client.post(f"/newsletter/confirm/{old}/").status_code == 410


def test_after_unsubscribing_the_old_confirmation_link_brings_nothing_back(client: Client) -> None:
    subscription = pending()
    confirmed = subscribing.confirm(subscription.confirm_token)
    subscribing.opt_out(confirmed.token)
    assert client.post(f"/newsletter/confirm/{subscription.confirm_token}/").status_code == 410
    subscription.refresh_from_db()
    assert subscription.subscription == SubscriptionState.ENDED


def test_a_former_subscriber_can_subscribe_again() -> None:
    subscription = make_subscription(ADDRESS)
    subscribing.opt_out(subscription.token)
    assert Suppression.objects.filter(address=ADDRESS, stream="newsletter").exists()
    subscribing.confirm(pending().confirm_token)
    subscription.refresh_from_db()
    assert (subscription.subscription, subscription.opted_out_at) == (SubscriptionState.ACTIVE, None)
    assert not Suppression.objects.exists()


def test_a_subscription_without_a_consent_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="subscription_has_a_consent"), transaction.atomic():
        Reader.objects.create(address=ADDRESS, confirmed_at=timezone.now())


def test_one_row_per_address_whatever_its_case() -> None:
    make_subscription(ADDRESS)
    with pytest.raises(IntegrityError, match="one_reader_per_address"), transaction.atomic():
        make_subscription(ADDRESS.upper())


def test_pages_with_a_token_are_kept_by_no_cache(client: Client) -> None:
    subscription = make_subscription()
    for name in ("preferences", "unsubscribe"):
        page = client.get(f"/newsletter/{name}/{subscription.token}/")
        assert "no-store" in page.headers["Cache-Control"]


def test_a_hundred_subscriptions_of_one_address_send_one_message_in_its_language(client: Client) -> None:
    for _time in range(100):
        subscribing.request_subscription(ADDRESS, language="fr")
    assert subscribing.answer_requests() == 100
    delivery = Delivery.objects.select_related("letter").get()
    assert (delivery.address, delivery.letter.language) == (ADDRESS, "fr")
    assert delivery.letter.subject == "Confirmez votre abonnement à la lettre d’information"


def test_who_confirms_is_sent_the_last_issue_in_the_own_language() -> None:
    make_sent_issue(number=11)
    issue = make_sent_issue(number=12)
    subscribing.subscribe(ADDRESS, language="it")
    for _click in range(2):
        subscribing.confirm(Reader.objects.get().confirm_token)
    welcome = Delivery.objects.select_related("letter").latest("pk").letter
    assert (welcome.subject, welcome.language) == ("Da ora riceve il notiziario", "it")
    assert f"{settings.SITE_URL}/newsletter/{issue.number}/" in welcome.text
    assert Delivery.objects.count() == 2


def test_an_address_that_a_visitor_mistyped_concerns_nobody(relay: Relay) -> None:
    make_user(Role.EDITOR)
    relay.answers["RCPT"] = ["550 5.1.1 no such mailbox"]
    subscribing.subscribe("mistyped@example.org", language="en")
    sender.dispatch()
    assert Delivery.objects.get().state == DeliveryState.FAILED
    assert not Delivery.objects.needing_staff().exists()
    assert not Suppression.objects.exists()
