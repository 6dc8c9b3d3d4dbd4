"""The sender checks before each copy that the letter is still wanted, however slow the relay is."""

import time
from collections.abc import Callable

import pytest
from django.db import connection

from nfp_portal.mail import actions, sender
from nfp_portal.mail.models import NEWSLETTER, Delivery, DeliveryState, Letter
from tests.mail import scripted

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act: Callable[[], object]) -> Callable[[], None]:
    """Do it in the relay's thread, which has a connection of its own to the database."""

    def acted() -> None:
        act()
        connection.close()
        time.sleep(sender.WANTED_SECONDS)

    return acted


@pytest.fixture
def issue() -> Letter:
    parts = {"subject": "Issue 1", "text": "Words", "stream": NEWSLETTER, "key": "issue-1"}
    letter = actions.freeze(**parts)  # type: ignore[arg-type] # a plain dict
    readers = [actions.Recipient(f"{number}", f"reader{number}@example.org", {}) for number in range(4)]
    actions.address_each(letter, readers)
    return letter


def states(letter: Letter) -> list[str]:
    return list(letter.deliveries.order_by("key").values_list("state", flat=True))


def test_a_reader_who_unsubscribes_while_another_copy_is_sent_gets_none(
    relay: scripted.Relay, issue: Letter
) -> None:
    relay.meanwhile = elsewhere(lambda: actions.withdraw("reader2@example.org", NEWSLETTER, "asked"))
    sender.dispatch()
    assert relay.recipients == ["reader0@example.org", "reader1@example.org", "reader3@example.org"]
    assert states(issue) == [
        DeliveryState.SENT,
        DeliveryState.SENT,
        DeliveryState.SUPPRESSED,
        DeliveryState.SENT,
    ]


def test_a_letter_that_is_paused_stops_after_the_copy_that_leaves(
    relay: scripted.Relay, issue: Letter
) -> None:
    relay.meanwhile = elsewhere(lambda: actions.pause(issue))
    sender.dispatch()
    assert states(issue) == [DeliveryState.SENT, *[DeliveryState.WAITING] * 3]
    actions.resume(issue)
    sender.dispatch()
    assert states(issue) == [DeliveryState.SENT] * 4
    assert len(relay.messages) == 4


def test_a_letter_that_is_cancelled_stops_after_the_copy_that_leaves(
    relay: scripted.Relay, issue: Letter
) -> None:
    relay.meanwhile = elsewhere(lambda: actions.cancel(issue))
    sender.dispatch()
    assert states(issue) == [DeliveryState.SENT, *[DeliveryState.WITHDRAWN] * 3]
    assert max(Delivery.objects.values_list("attempts", flat=True)) == 1
