"""Stopping while a real worker sends: in the end everybody has one copy."""

from collections import Counter
from collections.abc import Callable
from time import monotonic, sleep

import pytest

from newsletter import actions
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from nfp_portal.mail.models import Delivery, DeliveryState
from nfp_portal.mail.tasks import sweep
from tests.at_once import at_once
from tests.factories.dispatches import let_the_minute_pass, make_dispatched_issue
from tests.factories.newsletter import fresh, make_editor, make_subscription
from tests.mailbox import Mailbox
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

READERS = 320
REFUSALS = (actions.NotNowError,)


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    deadline = monotonic() + seconds
    while not is_so():
        assert monotonic() < deadline
        sleep(0.01)


def count(state: DeliveryState) -> int:
    return Delivery.objects.filter(state=state).count()


def copies(mailbox: Mailbox, issue: Issue) -> Counter[str]:
    subjects = (row["to"] for row in mailbox.rows() if issue.title in row["subject"])
    return Counter(address for to in subjects for address in to)


def test_an_issue_is_stopped_and_resumed_by_two_presses_each_while_a_worker_sends_it(
    worker: Worker, mailbox: Mailbox
) -> None:
    issue = make_dispatched_issue(READERS)
    editor = make_editor()
    let_the_minute_pass()
    sweep.delay()
    wait_until(lambda: count(DeliveryState.SENT) > 0)

    at_once(*(lambda: sending.stop(issue.number, by=editor) for _press in range(2)), refusals=REFUSALS)
    assert fresh(issue).status == IssueStatus.STOPPED
    wait_until(lambda: count(DeliveryState.SENDING) == 0)
    sending.close_finished()
    arrived = copies(mailbox, issue)
    assert fresh(issue).status == IssueStatus.STOPPED
    assert 0 < len(arrived) < READERS
    assert (count(DeliveryState.SENT), count(DeliveryState.WITHDRAWN)) == (
        len(arrived),
        READERS - len(arrived),
    )

    make_subscription("since@example.org")
    at_once(
        lambda: sending.resume(issue.number, by=editor),
        lambda: sending.resume(issue.number, by=editor),
        lambda: sending.send_to_those_without(issue.number, by=editor),
        refusals=REFUSALS,
    )
    let_the_minute_pass()
    sweep.delay()
    wait_until(lambda: sending.close_finished() == 1)
    assert fresh(issue).status == IssueStatus.SENT
    arrived = copies(mailbox, issue)
    assert set(arrived.values()) == {1}
    assert len(arrived) in {READERS, READERS + 1}  # whether the newcomer is among them: who pressed first


def test_an_issue_stopped_before_a_worker_takes_it_reaches_nobody(worker: Worker, mailbox: Mailbox) -> None:
    issue = make_dispatched_issue(20)
    sending.stop(issue.number, by=make_editor())
    let_the_minute_pass()
    sweep.delay()
    make_subscription()
    actions.send_test(issue.number, by=make_editor())
    mailbox.wait_for(1)
    assert copies(mailbox, issue) == Counter([mailbox.rows()[0]["to"][0]])
    assert fresh(issue).status == IssueStatus.APPROVED


def test_stop_resume_and_the_worker_race_each_other_and_all_have_it_once(
    worker: Worker, mailbox: Mailbox
) -> None:
    """Whatever the worker holds at each instant."""
    issue = make_dispatched_issue(READERS)
    editor = make_editor()
    let_the_minute_pass()
    sweep.delay()
    wait_until(lambda: count(DeliveryState.SENT) > 0)
    for _round in range(5):
        at_once(lambda: sending.stop(issue.number, by=editor), refusals=REFUSALS)
        sending.close_finished()
        at_once(lambda: sending.resume(issue.number, by=editor), refusals=REFUSALS)
        sending.close_finished()
    wait_until(lambda: bool(sending.close_finished()) or fresh(issue).status == IssueStatus.SENT)
    assert Counter(set(copies(mailbox, issue).values())) == Counter([1])
    assert len(copies(mailbox, issue)) == READERS
