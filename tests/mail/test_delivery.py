"""What each answer of a mail server means for a message, its recipient and everybody else's mail."""

import ssl
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from nfp_portal.mail import actions, ledger, sender
from nfp_portal.mail.batches import Envelope
from nfp_portal.mail.delivery import Session, in_ascii
from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import ALARM, NOTICE, Delivery, DeliveryState, Relay, Suppression
from nfp_portal.mail.replies import LONGEST_PAUSE, RelayRestingError, pause_after
from nfp_portal.mail.smtp import tls_context
from tests.factories.accounts import make_user
from tests.mail import scripted
from tests.mail.scripted import DRIP, DROP

pytestmark = pytest.mark.django_db

MESSAGE = b"Subject: x\r\n\r\nwords\r\n"


def post(address: str = "ana@example.org") -> Delivery:
    return actions.post(to=address, subject="Hello", text="Hello", stream="newsletter")


def after_dispatch(delivery: Delivery) -> Delivery:
    sender.dispatch()
    delivery.refresh_from_db()
    return delivery


def wake_relay() -> None:
    Relay.objects.update(rests_until=timezone.now())


def make_due() -> None:
    Delivery.objects.update(due_at=timezone.now())


def test_a_relay_gets_all_waiting_mail_after_its_pause(relay: scripted.Relay) -> None:
    relay.answers["MAIL"] = ["421 4.3.2 closing"]
    first, second = post(), post("ben@example.org")
    after_dispatch(first)
    assert (first.state, first.attempts, first.last_reply) == (DeliveryState.WAITING, 0, "421 4.3.2 closing")
    assert sender.dispatch() == 0
    wake_relay()
    assert sender.dispatch() == 2
    assert [after_dispatch(each).state for each in (first, second)] == [
        DeliveryState.SENT,
        DeliveryState.SENT,
    ]


def test_a_resting_relay_rests_longer_each_time_and_forgets_when_it_takes_mail(
    relay: scripted.Relay,
) -> None:
    relay.answers["MAIL"] = ["451 4.3.0 not now"] * 2
    post()
    rests = []
    for _try in range(2):
        sender.dispatch()
        rests.append(Relay.objects.get().rests_until - timezone.now())
        wake_relay()
    assert timedelta(seconds=4) < rests[0] < timedelta(seconds=6)
    assert timedelta(seconds=9) < rests[1] < timedelta(seconds=11)
    sender.dispatch()
    assert (Relay.objects.get().failures, Delivery.objects.get().state) == (0, DeliveryState.SENT)


def test_a_relay_that_cannot_be_reached_keeps_the_mail_waiting(settings: Settings) -> None:
    settings.MAIL_RELAY = scripted.Relay().settings | {"EMAIL_PORT": 1}
    delivery = after_dispatch(post())
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
    assert "refused" in Relay.objects.get().last_reply


@pytest.mark.parametrize("reply", ["450 4.2.1 busy", "451 4.7.1 greylisted", "452 4.2.2 full"])
def test_a_passing_refusal_is_tried_again_after_a_pause(relay: scripted.Relay, reply: str) -> None:
    relay.answers["RCPT"] = [reply]
    delivery = after_dispatch(post())
    assert (delivery.state, delivery.attempts, delivery.last_reply) == (DeliveryState.DEFERRED, 1, reply)
    pause = delivery.due_at - timezone.now()
    assert timedelta(seconds=59) < pause <= timedelta(seconds=120)
    make_due()
    assert after_dispatch(delivery).state == DeliveryState.SENT


def test_pauses_grow_to_four_hours() -> None:
    assert 60 <= pause_after(1) <= 120
    assert LONGEST_PAUSE / 2 <= pause_after(30) <= LONGEST_PAUSE


def test_after_four_days_of_passing_refusals_a_message_has_failed(relay: scripted.Relay) -> None:
    relay.answers["RCPT"] = ["450 busy"] * 2
    delivery = after_dispatch(post())
    long_ago = timezone.now() - timedelta(hours=97)
    Delivery.objects.update(first_tried_at=long_ago, due_at=timezone.now())
    assert after_dispatch(delivery).state == DeliveryState.FAILED


@pytest.mark.parametrize("phase", ["RCPT", "DOT"])
def test_an_address_that_does_not_exist_gets_no_more_mail_and_staff_are_notified(
    relay: scripted.Relay, phase: str
) -> None:
    editor = User.objects.create_user("editor@example.org", role=Role.EDITOR)
    relay.answers[phase] = ["550 5.1.1 no such user"]
    assert after_dispatch(post()).state == DeliveryState.FAILED
    suppression = Suppression.objects.get()
    assert (suppression.address, suppression.stream) == ("ana@example.org", "")
    assert suppression.reason.endswith("550 5.1.1 no such user")
    assert after_dispatch(post()).state == DeliveryState.SUPPRESSED
    assert Delivery.objects.get(stream=ALARM).address == editor.email


@pytest.mark.parametrize("reply", ["550 5.7.1 policy", "550 5.1.8 bad sender", "554 no", "552 5.2.2 full"])
def test_any_other_refusal_alarms_staff_and_never_stops_mail_to_the_address(
    relay: scripted.Relay, reply: str
) -> None:
    User.objects.create_user("editor@example.org", role=Role.EDITOR)
    relay.answers["RCPT"] = [reply]
    delivery = after_dispatch(post())
    assert (delivery.state, delivery.last_reply) == (DeliveryState.FAILED, reply)
    assert not Suppression.objects.exists()
    assert Delivery.objects.filter(stream=ALARM).count() == 1


def test_staff_are_notified_once_a_day_and_not_of_their_own_warnings(relay: scripted.Relay) -> None:
    User.objects.create_user("editor@example.org", role=Role.EDITOR)
    relay.answers["RCPT"] = ["550 5.7.1 policy"] * 5
    for _letter in range(3):
        after_dispatch(post())
    assert Delivery.objects.filter(stream=ALARM).count() == 1


def test_staff_are_notified_of_a_refused_notice_that_is_no_warning(relay: scripted.Relay) -> None:
    User.objects.create_user("editor@example.org", role=Role.EDITOR)
    relay.answers["RCPT"] = ["550 5.7.1 policy"]
    actions.post(to="ana@example.org", subject="Please confirm", text="x", stream=NOTICE)
    sender.dispatch()
    assert Delivery.objects.filter(stream=ALARM).count() == 1


def test_a_refused_message_can_be_retried_under_its_message_id(relay: scripted.Relay) -> None:
    relay.answers["RCPT"] = ["554 no"]
    delivery = after_dispatch(post())
    actions.retry(delivery, by=make_user(Role.EDITOR))
    assert after_dispatch(delivery).state == DeliveryState.SENT
    assert delivery.message_id.encode() in relay.messages[0]


def test_a_retry_after_the_address_was_refused_for_good_leaves(relay: scripted.Relay) -> None:
    relay.answers["RCPT"] = ["550 5.1.1 no such user"]
    delivery = after_dispatch(post())
    actions.retry(delivery, by=make_user(Role.EDITOR))
    assert after_dispatch(delivery).state == DeliveryState.SENT
    assert not Suppression.objects.exists()
    actions.withdraw(delivery.address, "", "refused again")
    actions.retry(delivery, by=make_user(Role.EDITOR))
    assert Suppression.objects.exists()


def test_a_connection_lost_after_the_final_dot_repeats_the_message_under_its_message_id(
    relay: scripted.Relay,
) -> None:
    relay.answers["DOT"] = [DROP]
    delivery = after_dispatch(post())
    assert (delivery.state, delivery.ambiguous) == (DeliveryState.DEFERRED, True)
    make_due()
    assert after_dispatch(delivery).state == DeliveryState.SENT
    assert delivery.ambiguous
    assert [message.count(delivery.message_id.encode()) for message in relay.messages] == [1, 1]


def test_a_message_that_nobody_ever_confirms_is_left_to_staff_after_five_copies(
    relay: scripted.Relay,
) -> None:
    relay.answers["DOT"] = [DROP] * 9
    delivery = post()
    for _try in range(9):
        after_dispatch(delivery)
        make_due()
    assert (delivery.state, delivery.ambiguous, len(relay.messages)) == (DeliveryState.FAILED, True, 5)


def test_a_connection_lost_before_the_final_dot_leaves_no_doubt_but_in_a_batch(relay: scripted.Relay) -> None:
    relay.answers["DATA"] = [DROP]
    delivery = after_dispatch(post())
    assert (delivery.state, delivery.ambiguous) == (DeliveryState.DEFERRED, relay.takes_batches)


def test_a_server_that_hangs_up_between_two_messages_is_called_again(relay: scripted.Relay) -> None:
    relay.answers["MAIL"] = ["250 OK", DROP]
    first, second = post(), post("ben@example.org")
    sender.dispatch()
    if relay.takes_batches:  # it was handed over whole, so the next try waits
        assert after_dispatch(second).ambiguous
        make_due()
    assert [after_dispatch(each).state for each in (first, second)] == [
        DeliveryState.SENT,
        DeliveryState.SENT,
    ]
    assert [after_dispatch(each).attempts for each in (first, second)] == [1, 1 + relay.takes_batches]


@pytest.mark.parametrize(
    ("phase", "in_doubt"), [("MAIL", False), ("RCPT", False), ("DATA", False), ("DOT", True)]
)
def test_a_connection_to_a_slow_server_is_closed_at_the_deadline(
    relay: scripted.Relay, phase: str, *, in_doubt: bool
) -> None:
    relay.answers[phase] = [DRIP]
    began = time.monotonic()
    with closing(Session(relay.settings, "portal.example.org", seconds=0.5)) as session:
        outcome = session.send([Envelope("portal@example.org", "ana@example.org", MESSAGE)])[0]
    assert time.monotonic() - began < 1.5
    in_doubt = in_doubt or relay.takes_batches
    assert (outcome.state, outcome.ambiguous) == (DeliveryState.DEFERRED, in_doubt)


def test_one_connection_carries_many_messages(relay: scripted.Relay) -> None:
    for number in range(20):
        post(f"reader{number}@example.org")
    assert sender.dispatch() == 20
    assert relay.connections == 1


def test_a_refused_recipient_does_not_disturb_the_next_one(relay: scripted.Relay) -> None:
    relay.answers["RCPT"] = ["554 no"]
    addresses = ("ana@example.org", "ben@example.org")
    with closing(Session(relay.settings, "portal.example.org")) as session:
        envelopes = [Envelope("portal@example.org", address, MESSAGE) for address in addresses]
        states = [session.send([each])[0].state for each in envelopes]
    assert states == [DeliveryState.FAILED, DeliveryState.SENT]
    assert relay.connections == 1


def send(relay: scripted.Relay, address: str, **settings: Any) -> Outcome:
    with closing(Session(relay.settings | settings, "portal.example.org")) as session:
        return session.send([Envelope("portal@example.org", in_ascii(address), MESSAGE)])[0]


@pytest.mark.parametrize("others", [0, 2])
def test_a_message_whose_workers_all_vanished_is_left_to_staff_with_the_reason(
    relay: scripted.Relay, others: int
) -> None:
    editor = User.objects.create_user("editor@example.org", role=Role.EDITOR)
    stranded = post()
    Delivery.objects.update(state=DeliveryState.SENDING, attempts=ledger.STRANDED, due_at=timezone.now())
    for number in range(others):
        post(f"reader{number}@example.org")
    assert after_dispatch(stranded).state == DeliveryState.FAILED
    assert stranded.last_reply == "The work was interrupted 20 times."
    assert stranded.ambiguous
    assert Delivery.objects.get(stream=ALARM).address == editor.email
    assert "ana@example.org" not in relay.recipients


def test_a_domain_in_another_script_is_written_in_ascii(relay: scripted.Relay) -> None:
    assert send(relay, "ana@граница.example").state == DeliveryState.SENT
    assert relay.recipients == ["ana@xn--80aahvyq9b.example"]


def test_a_relay_elsewhere_must_encrypt_unless_the_settings_say_otherwise(
    relay: scripted.Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nfp_portal.mail.smtp.LOOPBACK", frozenset())  # as if the server stood elsewhere
    with pytest.raises(RelayRestingError, match="STARTTLS"):
        send(relay, "ana@example.org")
    assert send(relay, "ana@example.org", OPTIONS={"TLS": "off"}).state == DeliveryState.SENT


def test_certificates_and_names_are_verified() -> None:
    context = tls_context()
    assert context.check_hostname
    assert context.verify_mode == ssl.CERT_REQUIRED


def test_an_untrusted_certificate_keeps_the_mail_waiting(
    settings: Settings, tls_relay: Callable[[], dict[str, Any]]
) -> None:
    settings.MAIL_RELAY = tls_relay()
    delivery = after_dispatch(post())
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
    assert "certificate" in Relay.objects.get().last_reply


def test_a_slot_without_a_value_fails_only_that_delivery(relay: scripted.Relay) -> None:
    parts = {"subject": "Hello", "text": "{{name}}", "stream": "newsletter"}
    without = actions.post(to="ana@example.org", slots={}, **parts)  # type: ignore[arg-type] # a plain dict
    with_name = actions.post(to="ben@example.org", slots={"name": "Ben"}, **parts)  # type: ignore[arg-type]
    sender.dispatch()
    states = [after_dispatch(each).state for each in (without, with_name)]
    assert states == [DeliveryState.FAILED, DeliveryState.SENT]


def test_a_value_cannot_smuggle_in_a_header(relay: scripted.Relay) -> None:
    parts = {"subject": "Hello", "text": "x", "headers": {"List-Unsubscribe": "<{{link}}>"}}
    link = "https://example.org>\r\nBcc: <eve@example.org"
    delivery = actions.post(to="ana@example.org", stream="newsletter", slots={"link": link}, **parts)  # type: ignore[arg-type]
    assert after_dispatch(delivery).state == DeliveryState.FAILED
    assert relay.messages == []


def test_a_worker_that_vanished_leaves_only_its_claimed_deliveries_in_doubt(relay: scripted.Relay) -> None:
    for number in range(20):
        post(f"reader{number}@example.org")
    vanished = ledger.claim(16, uuid.uuid4()).deliveries
    assert sender.dispatch() == 4
    make_due()
    assert sender.dispatch() == 16
    assert Delivery.objects.filter(state=DeliveryState.SENT, ambiguous=True).count() == len(vanished)
    assert len(relay.messages) == 20


def test_a_worker_without_the_lease_cannot_record_an_outcome(relay: scripted.Relay) -> None:
    delivery = post()
    lost = uuid.uuid4()
    taken = ledger.claim(16, lost).deliveries
    make_due()
    assert after_dispatch(delivery).state == DeliveryState.SENT
    assert ledger.finish([(taken[0], Outcome(DeliveryState.FAILED, "late"))], lost) == 0
    assert after_dispatch(delivery).state == DeliveryState.SENT
