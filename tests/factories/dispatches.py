"""Dispatches at every step, for tests: what a worker claimed, and the outcome."""

import uuid
from datetime import timedelta

from django.db.models import F

from newsletter.dispatch import actions as sending
from newsletter.dispatch.models import LateSend
from newsletter.models import Issue
from nfp_portal.mail import ledger
from nfp_portal.mail.ledger import ClaimedDelivery, Outcome
from nfp_portal.mail.models import Delivery, DeliveryState, Letter
from tests.factories.newsletter import fresh, make_approved_issue, make_editor, make_subscription

# What a worker claimed, and the token of its lease.
Held = tuple[list[ClaimedDelivery], uuid.UUID]


def make_dispatched_issue(subscribers: int = 3) -> Issue:
    for _number in range(subscribers):
        make_subscription()
    issue = make_approved_issue()
    sending.dispatch(issue.number, by=make_editor())
    return fresh(issue)


def let_the_minute_pass() -> None:
    """Put the clock of all dispatches forward."""
    a_minute = timedelta(seconds=61)
    Issue.objects.update(released_at=F("released_at") - a_minute)
    LateSend.objects.update(leaves_at=F("leaves_at") - a_minute)
    Letter.objects.update(not_before=F("not_before") - a_minute)
    Delivery.objects.open().update(due_at=F("due_at") - a_minute)


def claimed(number: int) -> Held:
    """Let a worker claim this number of deliveries."""
    token = uuid.uuid4()
    taken = list(ledger.claim(number, token).deliveries)
    assert len(taken) == number
    return taken, token


def end(held: Held, outcome: Outcome) -> None:
    taken, token = held
    ledger.finish([(each, outcome) for each in taken], token)


def make_issue_sent_to(number: int, *, of: int) -> Issue:
    """Make an issue that is being sent and that this number of its recipients have received."""
    issue = make_dispatched_issue(of)
    let_the_minute_pass()
    end(claimed(number), Outcome(DeliveryState.SENT))
    return fresh(issue)


def make_stopped_issue(number: int = 1, *, of: int = 3) -> Issue:
    issue = make_issue_sent_to(number, of=of)
    sending.stop(issue.number, by=make_editor())
    return fresh(issue)
