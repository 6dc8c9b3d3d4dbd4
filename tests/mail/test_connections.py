"""Several connections to the relay at once: who sends what, and whose trouble is the relay's."""

import time

import pytest
from pytest_django import Settings

from nfp_portal.mail import actions, sender
from nfp_portal.mail.models import NEWSLETTER, Delivery, DeliveryState, Relay
from tests.mail import scripted

pytestmark = pytest.mark.django_db(transaction=True)

TOO_MANY = "421 4.3.2 too many connections"


@pytest.fixture(autouse=True)
def issue(settings: Settings) -> None:
    settings.MAIL_CONNECTIONS = 2
    letter = actions.freeze(subject="Issue 1", text="Words", stream=NEWSLETTER, key="issue-1")
    readers = [actions.Recipient(f"{number}", f"reader{number}@example.org", {}) for number in range(40)]
    actions.address_each(letter, readers)


def until_another_calls(relay: scripted.Relay) -> None:
    ends_at = time.monotonic() + 20
    while relay.connections < 2 and time.monotonic() < ends_at:
        time.sleep(0.01)
    time.sleep(0.2)  # until the other has read the answer


def test_two_connections_share_the_readers_and_nobody_gets_two_copies(relay: scripted.Relay) -> None:
    relay.meanwhile = lambda: until_another_calls(relay)
    while sender.dispatch(batch_size=8):
        pass
    assert sorted(relay.recipients) == sorted(f"reader{number}@example.org" for number in range(40))
    assert relay.connections >= 2
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}


def test_a_connection_that_the_relay_refuses_leaves_its_messages_to_the_other(relay: scripted.Relay) -> None:
    relay.answers["CONNECT"] = ["220 ready", TOO_MANY]
    relay.meanwhile = lambda: until_another_calls(relay)
    while sender.dispatch(batch_size=8):
        pass
    assert len(relay.messages) == 40
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}
    assert not Relay.objects.resting().exists()


def test_a_relay_that_refuses_every_connection_rests_as_after_one_refusal(relay: scripted.Relay) -> None:
    relay.answers["CONNECT"] = [TOO_MANY, TOO_MANY]
    assert sender.dispatch(batch_size=8) == 0
    assert list(Relay.objects.resting().values_list("failures", flat=True)) == [1]
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.WAITING, 0)}
