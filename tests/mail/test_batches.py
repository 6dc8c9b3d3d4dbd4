"""Messages that are handed over together: what a relay that does something odd with them leaves behind."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from nfp_portal.mail import actions, batches, sender
from nfp_portal.mail.batches import Envelope, in_slices
from nfp_portal.mail.delivery import Session
from nfp_portal.mail.models import Delivery, DeliveryState, Suppression
from nfp_portal.text.addresses import validate_address
from tests.mail import scripted
from tests.mail.scripted import DROP
from tests.mail.test_secure_connections import HERE, encrypting

ENVELOPES = [
    Envelope("portal@example.org", f"reader{n}@example.org", b"Subject: x\r\n\r\nx\r\n") for n in range(4)
]


@pytest.fixture
def relay(settings: Settings) -> Iterator[scripted.Relay]:
    with scripted.running() as relay:
        relay.takes_batches = True
        settings.MAIL_RELAY = relay.settings
        yield relay


def states(relay: scripted.Relay) -> list[tuple[str, bool]]:
    with closing(Session(relay.settings, "portal.example.org")) as session:
        return [(end.state.value, end.ambiguous) for end in session.send(ENVELOPES)]


@pytest.mark.django_db
def test_an_address_that_no_command_can_hold_stops_nobody_elses_mail(relay: scripted.Relay) -> None:
    with pytest.raises(ValidationError):
        validate_address('"a<b"@example.org')
    for address in ("ana@example.org", '"a<b"@example.org', "ben@example.org"):
        actions.post(to=address, subject="Hello", text="Hello", stream="newsletter")
    sender.dispatch()
    assert dict(Delivery.objects.values_list("address", "state")) == {
        "ana@example.org": DeliveryState.SENT,
        '"a<b"@example.org': DeliveryState.FAILED,
        "ben@example.org": DeliveryState.SENT,
    }


def test_a_relay_that_hangs_up_between_encrypted_batches_is_called_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with encrypting(tmp_path, HERE) as (relay, trusted):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        relay.takes_batches = True
        relay.answers["RSET"] = ["250 OK", DROP]
        with closing(Session(relay.settings | {"EMAIL_USE_SSL": True}, "portal.example.org")) as session:
            ends = [session.send([each])[0].state for each in ENVELOPES[:2]]
    assert (ends, relay.connections) == ([DeliveryState.SENT] * 2, 2)


def test_a_relay_that_goes_on_after_421_has_its_further_answers_believed(relay: scripted.Relay) -> None:
    relay.goes_on = True
    relay.answers["DOT"] = ["250 OK", "421 4.7.0 busy"]
    assert states(relay) == [("sent", False), ("deferred", False), ("sent", False), ("sent", False)]
    assert len(relay.messages) == 4


def test_a_relay_that_ends_with_421_has_taken_nothing_of_what_follows(relay: scripted.Relay) -> None:
    relay.answers["DOT"] = ["250 OK", "421 4.7.0 busy"]
    assert states(relay) == [("sent", False), ("deferred", False), ("waiting", False), ("waiting", False)]


@pytest.mark.parametrize("answer", ["354 what", "xyz"])
def test_after_an_unclear_answer_all_that_follows_is_in_doubt(relay: scripted.Relay, answer: str) -> None:
    relay.goes_on = True
    relay.answers["DOT"] = ["250 OK", answer]
    assert states(relay) == [("sent", False), *[("deferred", True)] * 3]


def test_an_answer_too_many_puts_the_whole_batch_in_doubt(relay: scripted.Relay) -> None:
    relay.answers["DOT"] = ["250 OK\r\n250 queued", *["554 5.7.1 spam"] * 3]
    assert states(relay) == [("deferred", True)] * 4


def test_a_relay_that_offers_bdat_and_does_not_know_it_gets_messages_one_by_one(
    relay: scripted.Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nfp_portal.mail.delivery._WITHOUT_BATCHES", set())
    relay.knows_bdat = False
    assert states(relay) == [("sent", False)] * 4
    assert len(relay.messages) == 4


def test_large_messages_are_written_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LARGEST_WRITE", 2 * len(ENVELOPES[0].message))
    assert [len(part) for part in in_slices([*ENVELOPES, ENVELOPES[0]])] == [2, 2, 1]


@pytest.mark.django_db
def test_a_worker_that_is_killed_after_a_window_has_acted_on_it(
    relay: scripted.Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        actions.post(to=f"reader{number}@example.org", subject="Hello", text="Hello", stream="newsletter")
    relay.answers["RCPT"] = ["550 5.1.1 no such user"]

    def die(*_arguments: object) -> None:
        raise SystemExit

    real = sender.Sender._commit
    monkeypatch.setattr(
        sender.Sender, "_commit", lambda self, ended, *rest: die() if ended else real(self, ended, *rest)
    )
    with pytest.raises(SystemExit):
        sender.dispatch()
    assert list(Suppression.objects.values_list("address", flat=True)) == ["reader0@example.org"]
