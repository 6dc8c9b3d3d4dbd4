"""Sending an approved issue: one row per subscriber, once; undo, pause, resume, stop."""

import uuid

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from network.models import Agency
from newsletter import actions
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers import actions as subscribing
from newsletter.readers.models import SubscriptionState
from nfp_portal.jobs.models import Job
from nfp_portal.mail import ledger
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.dispatches import let_the_minute_pass, make_dispatched_issue
from tests.factories.newsletter import (
    fresh,
    make_approved_issue,
    make_editor,
    make_issue,
    make_piece,
    make_subscription,
)

pytestmark = pytest.mark.django_db


def test_every_confirmed_subscriber_gets_one_row_with_own_links() -> None:
    reader = make_subscription("reader@example.org")
    for state in (SubscriptionState.PENDING, SubscriptionState.ENDED, SubscriptionState.NONE):
        make_subscription(state=state)
    issue = make_approved_issue()
    sending.dispatch(issue.number, by=make_editor())
    delivery = Delivery.objects.get()
    assert delivery.address == "reader@example.org"
    assert delivery.key == f"reader-{reader.pk}"
    assert delivery.slots == {
        "unsubscribe_url": f"{settings.SITE_URL}/newsletter/unsubscribe/{reader.token}/",
        "preferences_url": f"{settings.SITE_URL}/newsletter/preferences/{reader.token}/",
        "reason": "You receive this because this address was subscribed and confirmed.",
        "reasons": "subscription",
    }


def test_nothing_is_due_and_nothing_published_before_the_minute_is_over() -> None:
    issue = make_dispatched_issue()
    assert issue.status == IssueStatus.SENDING
    assert not Delivery.objects.due().exists()
    assert not Issue.objects.published().exists()
    let_the_minute_pass()
    assert Delivery.objects.due().count() == 3
    assert Issue.objects.published().get() == issue


def test_sending_twice_sends_once() -> None:
    issue = make_dispatched_issue()
    with pytest.raises(actions.NotNowError):
        sending.dispatch(issue.number, by=make_editor())
    assert Delivery.objects.count() == 3


def test_only_an_approved_issue_is_sent() -> None:
    issue = make_issue()
    make_piece(issue)
    with pytest.raises(actions.NotNowError):
        sending.dispatch(issue.number, by=make_editor())
    assert not Delivery.objects.exists()


def test_an_issue_that_differs_from_the_approved_one_is_not_sent() -> None:
    issue = make_approved_issue()
    Agency.objects.update(name="Renamed since")
    with pytest.raises(sending.AlteredError):
        sending.dispatch(issue.number, by=make_editor())
    assert not Delivery.objects.exists()


def test_undo_within_the_minute_withdraws_all_and_leaves_it_approved() -> None:
    issue = make_dispatched_issue()
    sending.undo(issue.number, by=make_editor())
    assert fresh(issue).status == IssueStatus.APPROVED
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WITHDRAWN}


def test_after_an_undo_it_can_be_sent_again_to_everybody() -> None:
    issue = make_dispatched_issue()
    sending.undo(issue.number, by=make_editor())
    sending.dispatch(issue.number, by=make_editor())
    assert Delivery.objects.open().count() == 3


def test_undo_comes_too_late_once_a_message_has_left() -> None:
    issue = make_dispatched_issue()
    first = Delivery.objects.first()
    assert first is not None
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.SENT)
    with pytest.raises(actions.NotNowError):
        sending.undo(issue.number, by=make_editor())
    assert Delivery.objects.open().count() == 2


def test_pause_holds_and_resume_goes_on() -> None:
    issue = make_dispatched_issue()
    let_the_minute_pass()
    sending.pause(issue.number, by=make_editor())
    assert not Delivery.objects.due().exists()
    sending.resume(issue.number, by=make_editor())
    assert Delivery.objects.due().count() == 3


def test_an_issue_is_sent_when_nothing_is_left_to_send() -> None:
    issue = make_dispatched_issue()
    let_the_minute_pass()
    assert sending.close_finished() == 0
    Delivery.objects.update(state=DeliveryState.SENT)
    assert sending.close_finished() == 1
    assert fresh(issue).status == IssueStatus.SENT
    assert sending.close_finished() == 0


def test_an_issue_without_subscribers_is_published_and_closed_too() -> None:
    issue = make_dispatched_issue(0)
    assert sending.close_finished() == 0
    let_the_minute_pass()
    assert sending.close_finished() == 1
    assert fresh(issue).is_published


def test_counts_name_every_state() -> None:
    issue = make_dispatched_issue(4)
    states = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DEFERRED)
    for delivery, state in zip(Delivery.objects.all(), states, strict=False):
        Delivery.objects.filter(pk=delivery.pk).update(state=state, ambiguous=state == DeliveryState.SENT)
    counted = sending.counts(issue)
    assert {name: counted[name] for name in sending.COUNTED} == {
        "recipients": 4,
        "waiting": 1,
        "sending": 0,
        "sent": 1,
        "deferred": 1,
        "failed": 1,
        "suppressed": 0,
        "ambiguous": 1,
    }


def test_the_dispatch_asks_for_the_pdf_once() -> None:
    issue = make_dispatched_issue()
    actions.request_pdf(issue)
    job = Job.objects.get()
    assert (job.kind, job.subject, job.requested_by) == ("newsletter.issue", str(issue.number), None)


def test_a_test_mail_goes_to_the_editor_alone_and_acts_on_nobody() -> None:
    make_subscription()
    issue = make_issue()
    make_piece(issue)
    editor = make_editor()
    actions.send_test(issue.number, by=editor)
    delivery = Delivery.objects.select_related("letter").get()
    assert delivery.address == editor.email
    assert delivery.letter.subject.startswith("[Test] Newsletter No.")
    assert delivery.letter.headers == {}
    assert "/newsletter/unsubscribe/" not in delivery.letter.text


def test_the_letter_of_a_sent_issue_cannot_be_thrown_away() -> None:
    issue = make_dispatched_issue()
    assert issue.letter is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        issue.letter.delete()


def test_a_subscriber_who_left_in_between_is_suppressed_not_sent() -> None:
    reader = make_subscription()
    issue = make_approved_issue()
    sending.dispatch(issue.number, by=make_editor())
    subscribing.opt_out(reader.token)
    let_the_minute_pass()
    assert ledger.claim(10, uuid.uuid4()).deliveries == []
    assert sending.counts(fresh(issue))["suppressed"] == 1
