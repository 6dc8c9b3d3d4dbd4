"""By a real worker to a real mail server: a minute to undo that those without an issue get it."""

from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from newsletter.actions import NotNowError
from newsletter.dispatch import actions as sending
from newsletter.dispatch.models import LateSend
from newsletter.models import Issue, IssueStatus
from nfp_portal.mail.models import Delivery, DeliveryState
from nfp_portal.mail.tasks import sweep
from tests.factories.dispatches import let_the_minute_pass, make_dispatched_issue
from tests.factories.newsletter import fresh, make_editor, make_subscription
from tests.mailbox import Mailbox
from tests.newsletter.dispatch.test_readers_with_a_worker import sent_by_the_worker
from tests.newsletter.dispatch.test_stopping_with_a_worker import copies, wait_until
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def columns() -> list[Any]:
    names = ("key", "state", "attempts", "first_tried_at", "due_at", "last_reply", "message_id")
    return list(Delivery.objects.order_by("pk").values_list(*names))


def sent_but_to_one(mailbox: Mailbox) -> Issue:
    """Let a worker send an issue to three; one of them was refused."""
    issue = make_dispatched_issue(3)
    sent_by_the_worker(issue)
    refused = Delivery.objects.order_by("pk")[:1].values("pk")
    Delivery.objects.filter(pk__in=refused).update(state=DeliveryState.FAILED, last_reply="550 5.7.1 content")
    assert sum(copies(mailbox, issue).values()) == 3
    return fresh(issue)


def test_what_is_undone_within_the_minute_reaches_nobody_and_the_issue_is_as_before(
    worker: Worker, mailbox: Mailbox
) -> None:
    issue = sent_but_to_one(mailbox)
    first, before = copies(mailbox, issue), columns()
    refused = Delivery.objects.get(state=DeliveryState.FAILED).address
    make_subscription("later@example.org")
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 2
    sweep.delay()
    sending.close_finished()
    assert fresh(issue).status == IssueStatus.SENDING
    assert Delivery.objects.filter(state=DeliveryState.WAITING, due_at__gt=timezone.now()).count() == 2

    sending.undo(issue.number, by=make_editor())
    assert (fresh(issue).status, columns()) == (IssueStatus.SENT, before)
    let_the_minute_pass()
    other = make_dispatched_issue(1)
    sent_by_the_worker(other)
    assert copies(mailbox, issue) == first
    assert not LateSend.objects.exists()

    # It can be sent again, and arrives once at each.
    of_other = Delivery.objects.filter(letter=other.letter).exclude(address__in=first)
    since = dict.fromkeys(of_other.values_list("address", flat=True), 1)
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 1 + len(since)
    sent_by_the_worker(issue)
    assert copies(mailbox, issue) - first == Counter(since | {refused: 1})
    assert since["later@example.org"] == 1


def test_after_the_minute_it_is_stopped_and_no_longer_undone(worker: Worker, mailbox: Mailbox) -> None:
    issue = sent_but_to_one(mailbox)
    make_subscription("later@example.org")
    sending.send_to_those_without(issue.number, by=make_editor())
    with pytest.raises(NotNowError):
        sending.pause(issue.number, by=make_editor())
    let_the_minute_pass()
    with pytest.raises(NotNowError):
        sending.undo(issue.number, by=make_editor())
    sweep.delay()
    wait_until(lambda: bool(sending.close_finished()) or fresh(issue).status == IssueStatus.SENT)
    assert copies(mailbox, issue)["later@example.org"] == 1


def test_of_a_stopped_issue_undoing_leaves_it_stopped_with_what_was_withdrawn(
    worker: Worker, mailbox: Mailbox
) -> None:
    issue = make_dispatched_issue(3)
    one = Delivery.objects.order_by("pk")[:1].values("pk")
    Delivery.objects.filter(pk__in=one).update(state=DeliveryState.SENT)
    sending.stop(issue.number, by=make_editor())
    issue, before = fresh(issue), columns()
    assert issue.letter is not None
    cancelled_at = issue.letter.cancelled_at
    make_subscription("later@example.org")
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 3
    sending.stop(issue.number, by=make_editor())  # within the minute this is to undo
    issue = fresh(issue)
    assert issue.letter is not None
    assert (issue.status, issue.letter.cancelled_at, columns()) == (IssueStatus.STOPPED, cancelled_at, before)
    let_the_minute_pass()
    sweep.delay()
    sent_by_the_worker(make_dispatched_issue(1))
    assert copies(mailbox, issue) == Counter()
