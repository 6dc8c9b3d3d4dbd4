"""The table of `nfp_portal/mail/replies.py`, cell by cell, against a relay that answers by a script."""

import pytest
from django.utils import timezone

from nfp_portal.mail import actions, sender
from nfp_portal.mail.models import Delivery, DeliveryState, Relay, Suppression
from nfp_portal.mail.replies import Reply
from tests.mail import scripted
from tests.mail.scripted import DROP

pytestmark = pytest.mark.django_db

WAITING, DEFERRED, FAILED, SENT = (
    DeliveryState.WAITING,
    DeliveryState.DEFERRED,
    DeliveryState.FAILED,
    DeliveryState.SENT,
)
# What follows for the message: its state, attempts, whether it is in doubt. For the next: its state.
RESTS = (WAITING, 0, False, WAITING)
LATER = (DEFERRED, 1, False, SENT)
REFUSED = (FAILED, 1, False, SENT)
IN_DOUBT = (DEFERRED, 1, True, SENT)

CELLS = [
    *((step, reply, RESTS) for step in ("CONNECT", "MAIL") for reply in ("421 no", "450 no", "550 no")),
    ("CONNECT", DROP, RESTS),
    ("MAIL", DROP, LATER),
    *((step, "421 4.7.0 try later", LATER) for step in ("RCPT", "DATA", "DOT")),
    *((step, "450 4.2.0 busy", LATER) for step in ("RCPT", "DATA", "DOT")),
    *((step, "554 5.7.1 no", REFUSED) for step in ("RCPT", "DATA", "DOT")),
    *((step, DROP, LATER) for step in ("RCPT", "DATA")),
    ("DOT", DROP, IN_DOUBT),
    *((step, "?! what", LATER) for step in ("RCPT", "DATA")),
    ("DOT", "?! what", IN_DOUBT),
]


def post(address: str) -> Delivery:
    return actions.post(to=address, subject="Hello", text="Hello", stream="newsletter")


@pytest.mark.parametrize(("step", "reply", "expected"), CELLS)
def test_an_answer_means_the_same_at_each_step(
    relay: scripted.Relay, step: str, reply: str, expected: tuple[DeliveryState, int, bool, DeliveryState]
) -> None:
    first, second = post("ana@example.org"), post("ben@example.org")
    relay.answers[step] = [reply]
    sender.dispatch()
    first.refresh_from_db()
    second.refresh_from_db()
    unanswered = {DROP: {"MAIL", "RCPT", "DATA"}, "?! what": {"DATA"}}
    if relay.takes_batches and step in unanswered.get(reply, ()):
        expected = IN_DOUBT  # a message that was handed over whole may have been taken
    assert (first.state, first.attempts, first.ambiguous, second.state) == expected
    assert Relay.objects.resting().exists() == (expected == RESTS)


@pytest.mark.parametrize("reply", ["421 no", "451 no", "550 no"])
def test_a_relay_that_refuses_both_greetings_rests(relay: scripted.Relay, reply: str) -> None:
    relay.answers["EHLO"], relay.answers["HELO"] = [reply], [reply]
    delivery = post("ana@example.org")
    sender.dispatch()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, Relay.objects.resting().exists()) == (WAITING, 0, True)


def test_421_to_one_recipient_costs_the_others_one_new_connection(relay: scripted.Relay) -> None:
    for number in range(12):
        post(f"reader{number}@example.org")
    relay.answers["RCPT"] = ["250 OK"] * 5 + ["421 4.3.2 closing"]
    sender.dispatch()
    assert Delivery.objects.filter(state=SENT).count() == 11
    assert relay.connections == 2


def test_421_to_three_recipients_in_a_row_lets_the_relay_rest(relay: scripted.Relay) -> None:
    for number in range(6):
        post(f"reader{number}@example.org")
    relay.answers["RCPT"] = ["421 4.7.0 too many", "250 OK", *["421 4.7.0 too many"] * 3]
    sender.dispatch()
    states = sorted(Delivery.objects.values_list("state", "attempts"))
    assert states == [*[(DEFERRED, 1)] * 4, (SENT, 1), (WAITING, 0)]
    assert Relay.objects.resting().get().last_reply == "421 4.7.0 too many"


def test_recipients_that_are_answered_421_again_let_nobody_else_wait(relay: scripted.Relay) -> None:
    for number in range(8):
        post(f"reader{number}@example.org")
    Delivery.objects.update(state=DEFERRED, attempts=1, due_at=timezone.now(), first_tried_at=timezone.now())
    post("ana@example.org")
    relay.answers["RCPT"] = ["421 4.7.0 not you"] * 8
    assert sender.dispatch() == 9
    assert not Relay.objects.resting().exists()
    assert Delivery.objects.get(state=SENT).address == "ana@example.org"


def test_a_relay_that_refuses_and_hangs_up_has_refused(relay: scripted.Relay) -> None:
    after_refusal = "BDAT" if relay.takes_batches else "RSET"
    relay.answers["RCPT"], relay.answers[after_refusal] = ["554 5.7.1 no"], [DROP]
    first, second = post("ana@example.org"), post("ben@example.org")
    sender.dispatch()
    assert [Delivery.objects.get(pk=each.pk).state for each in (first, second)] == [FAILED, SENT]


NO_SUCH_MAILBOX = [
    "550 5.1.1 <x@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    "550 #5.1.0 Address rejected.",
    "550 sorry, no mailbox here by that name. (#5.1.1)",
    "550 5.4.1 Recipient address rejected: Access denied. [example.org 2027-01-01]",
    "550 No such user here",
    "550 <sender@example.org>: no such recipient",
    "551 User unknown",
    "553 5.1.3 bad address syntax",
]
ANYTHING_ELSE = [
    "550 5.1.7 bad sender syntax",
    "550 5.1.8 sender's system is unknown",
    "550 5.1.0 sender rejected",
    "550 5.4.1 no answer from host",
    "550 5.7.1 Recipient address rejected: Access denied",
    "550 5.7.1 no such user would write this, refused by policy",
    "550 blocked, see the list of 5.1.1.7",
    "550 mailbox unavailable",
    "552 5.2.2 mailbox full",
    "554 no",
]


@pytest.mark.parametrize("reply", NO_SUCH_MAILBOX)
def test_a_mailbox_that_does_not_exist_gets_no_more_mail(relay: scripted.Relay, reply: str) -> None:
    relay.answers["RCPT"] = [reply]
    post("ana@example.org")
    sender.dispatch()
    suppressed = Suppression.objects.get()
    assert (suppressed.address, suppressed.stream) == ("ana@example.org", "")
    assert suppressed.reason.endswith(reply)


@pytest.mark.parametrize("reply", [*ANYTHING_ELSE, "450 5.1.1 user unknown", "250 5.1.1 no such user"])
def test_no_other_answer_says_that_a_mailbox_does_not_exist(reply: str) -> None:
    code, _space, text = reply.partition(" ")
    assert not Reply(int(code), text).says_no_such_mailbox
