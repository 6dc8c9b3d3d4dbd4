"""Leaving and changing: by page, and by the one click of a mail program (RFC 8058)."""

import pytest
from django.test import Client

from newsletter.readers import actions as subscribing
from newsletter.readers.models import Reader, SubscriptionState
from newsletter.readers.reasons import receiving, update_readers
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import EVERY_STREAM, Delivery, Suppression
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import make_subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Reader:
    return make_subscription("reader@example.org")


def address(subscription: Reader) -> str:
    return f"/newsletter/unsubscribe/{subscription.token}/"


def test_opening_the_page_changes_nothing(client: Client, reader: Reader) -> None:
    page = client.get(address(reader))
    assert page.status_code == 200
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ACTIVE


def test_one_click_needs_no_session_no_token_and_no_second_request(reader: Reader) -> None:
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address(reader), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies.get("session")
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ENDED
    assert reader.opted_out_at is not None


def test_the_button_on_the_page_works_without_cookies(reader: Reader) -> None:
    page = Client(enforce_csrf_checks=True).post(address(reader))
    assert "You are unsubscribed" in page.content.decode()


def test_unsubscribing_twice_is_as_good_as_once(client: Client, reader: Reader) -> None:
    client.post(address(reader))
    reader.refresh_from_db()
    first = reader.opted_out_at
    assert client.post(address(reader)).status_code == 200
    reader.refresh_from_db()
    assert reader.opted_out_at == first


def test_nothing_that_waits_in_the_outbox_is_sent_any_more(reader: Reader) -> None:
    subscribing.opt_out(reader.token)
    assert Suppression.objects.filter(address="reader@example.org", stream="newsletter").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_link_says_what_to_do(client: Client, method: str) -> None:
    page = getattr(client, method)("/newsletter/unsubscribe/unknown/")
    assert page.status_code == 410
    assert "This link no longer works" in page.content.decode()


def test_the_language_changes_at_once(client: Client, reader: Reader) -> None:
    client.post(f"/newsletter/preferences/{reader.token}/", {"email": reader.address, "language": "fr"})
    reader.refresh_from_db()
    assert reader.language == "fr"
    assert not Delivery.objects.exists()


def test_another_address_must_be_confirmed_before_it_takes_the_place(client: Client, reader: Reader) -> None:
    client.post(f"/newsletter/preferences/{reader.token}/", {"email": "new@example.org", "language": "en"})
    assert subscribing.answer_requests() == 1
    new = Reader.objects.get(address="new@example.org")
    assert new.subscription == SubscriptionState.PENDING
    assert Delivery.objects.get().address == "new@example.org"
    subscribing.confirm(new.confirm_token)
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ENDED
    assert list(Reader.objects.subscribed().values_list("address", flat=True)) == ["new@example.org"]


def test_a_wrong_address_is_named_at_its_field(client: Client, reader: Reader) -> None:
    page = client.post(f"/newsletter/preferences/{reader.token}/", {"email": "no", "language": "en"})
    assert page.status_code == 422
    assert "This is no e-mail address." in page.content.decode()


def test_who_opted_out_reads_since_when_and_comes_back(client: Client, reader: Reader) -> None:
    subscribing.opt_out(reader.token)
    page = client.get(f"/newsletter/preferences/{reader.token}/").content.decode()
    assert "nothing goes to r•••@example.org." in page
    answer = client.post(f"/newsletter/come-back/{reader.token}/", follow=True).content.decode()
    assert "You receive the newsletter again." in answer
    assert "Each issue goes to r•••@example.org." in answer
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ACTIVE
    assert not Suppression.objects.exists()


def test_who_comes_back_receives_it_although_somebody_typed_the_address_meanwhile(
    client: Client, reader: Reader
) -> None:
    subscribing.opt_out(reader.token)
    subscribing.subscribe(reader.address, language="fr")
    answer = client.post(f"/newsletter/come-back/{reader.token}/", follow=True).content.decode()
    assert "You receive the newsletter again." in answer
    assert "Each issue goes to r•••@example.org." in answer
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ACTIVE
    assert list(receiving()) == [reader]


def test_who_never_confirmed_and_comes_back_is_not_promised_the_newsletter(client: Client) -> None:
    pending = make_subscription("new@example.org", state=SubscriptionState.PENDING)
    subscribing.opt_out(pending.token)
    answer = client.post(f"/newsletter/come-back/{pending.token}/", follow=True).content.decode()
    assert "You receive the newsletter again." not in answer
    assert "No issue goes to n•••@example.org." in answer
    assert not receiving().exists()


def test_an_address_its_server_refused_for_good_gets_no_issue_until_that_is_lifted(reader: Reader) -> None:
    other = make_subscription("other@example.org")
    mail.withdraw("Reader@example.org", EVERY_STREAM, "550 5.1.1 no such mailbox")
    assert list(receiving()) == [other]
    mail.readmit("READER@example.org", EVERY_STREAM)
    assert set(receiving()) == {reader, other}


def test_an_address_asked_for_earlier_that_day_takes_the_place_of_the_old_one(reader: Reader) -> None:
    subscribing.subscribe("new@example.org", language="en")
    assert subscribing.change_preferences(reader.token, language="en", email="new@example.org")
    assert subscribing.answer_requests() == 1
    assert Delivery.objects.count() == 1
    subscribing.confirm(Reader.objects.get(address="new@example.org").confirm_token)
    assert list(Reader.objects.subscribed().values_list("address", flat=True)) == ["new@example.org"]


def test_a_change_of_address_to_another_subscriber_ends_nobody(reader: Reader) -> None:
    other = make_subscription("other@example.org")
    subscribing.change_preferences(reader.token, language="en", email=other.address)
    other.refresh_from_db()
    assert other.replaces is None
    assert Reader.objects.subscribed().count() == 2


@pytest.mark.parametrize("stray", ["", ".", ")", ">", "%3E", "%253E", "=", "/.", "/)", "/%3E", "/>.", "…"])
@pytest.mark.parametrize("name", ["unsubscribe", "preferences"])
def test_a_link_with_a_stray_character_at_its_end_still_opens(
    client: Client, reader: Reader, name: str, stray: str
) -> None:
    page = client.get(f"/newsletter/{name}/{reader.token}{stray}")
    assert page.status_code == 200
    assert "r•••@example.org" in page.content.decode()


def test_who_opens_a_forwarded_copy_reads_no_address_and_can_undo(client: Client, reader: Reader) -> None:
    pages = [
        client.get(f"/newsletter/preferences/{reader.token}/"),
        client.get(address(reader)),
        client.post(address(reader)),
        client.post(f"/newsletter/come-back/{reader.token}/", follow=True),
    ]
    for page in pages:
        assert "reader@example.org" not in page.content.decode()
        assert "r•••@example.org" in page.content.decode()
    assert "Undo" in pages[2].content.decode()
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ACTIVE


def test_a_hundred_openings_of_each_link_change_nothing(client: Client, reader: Reader) -> None:
    pending = make_subscription("new@example.org", state=SubscriptionState.PENDING)
    before = list(Reader.objects.order_by("pk").values())
    links = [
        f"/newsletter/unsubscribe/{reader.token}/",
        f"/newsletter/preferences/{reader.token}/",
        f"/newsletter/confirm/{pending.confirm_token}/",
        f"/newsletter/come-back/{reader.token}/",
    ]
    for link in links * 100:
        client.get(link)
    assert list(Reader.objects.order_by("pk").values()) == before
    assert not Suppression.objects.exists()
    assert not Delivery.objects.exists()


def test_a_focal_point_opts_out_by_one_click_and_reads_why_the_mail_came(client: Client) -> None:
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    update_readers()
    anna = Reader.objects.get(address="anna@example.org")
    assert "You receive this as focal point of Austria." in client.get(address(anna)).content.decode()
    client.post(address(anna), {"List-Unsubscribe": "One-Click"})
    assert anna not in receiving()
    client.post(f"/newsletter/come-back/{anna.token}/")
    assert anna in receiving()
