"""A dispatch is stopped before anybody or after some have the issue, and is then resumed."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, InternalError, transaction
from django.db.models import F
from django.http import QueryDict

from network.search.results import search
from newsletter import actions, permissions
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Reader, SubscriptionState
from nfp_portal.mail import ledger
from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import Delivery, DeliveryState
from nfp_portal.turns.listing import turns_for
from tests.factories.dispatches import (
    Held,
    claimed,
    end,
    let_the_minute_pass,
    make_dispatched_issue,
    make_issue_sent_to,
    make_stopped_issue,
)
from tests.factories.newsletter import (
    fresh,
    make_approved_issue,
    make_editor,
    make_issue,
    make_piece,
    make_sent_issue,
    make_subscription,
)

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


# Before the first message has left ----------------------------------------------------------------


def test_stopped_within_the_minute_an_issue_is_approved_again_and_nowhere_published() -> None:
    issue = make_dispatched_issue()
    sending.stop(issue.number, by=make_editor())
    let_the_minute_pass()
    sending.close_finished()
    stopped = fresh(issue)
    assert (stopped.status, stopped.released_at, stopped.letter) == (IssueStatus.APPROVED, None, None)
    assert not Issue.objects.published().exists()
    assert search(issue.title, AnonymousUser(), QueryDict()).number == 0
    assert permissions.may_read(AnonymousUser(), stopped) is False


def test_stopped_after_the_minute_before_anything_left_it_is_approved_again() -> None:
    issue = make_dispatched_issue()
    let_the_minute_pass()
    sending.stop(issue.number, by=make_editor())
    assert fresh(issue).status == IssueStatus.APPROVED
    assert not Issue.objects.published().exists()


def test_refused_and_deferred_deliveries_count_as_not_sent() -> None:
    issue = make_dispatched_issue(2)
    let_the_minute_pass()
    end(claimed(1), Outcome(DeliveryState.FAILED, "550 no"))
    end(claimed(1), Outcome(DeliveryState.DEFERRED, "450 later"))
    sending.stop(issue.number, by=make_editor())
    assert fresh(issue).status == IssueStatus.APPROVED
    assert states() == [DeliveryState.FAILED, DeliveryState.WITHDRAWN]


def test_after_a_stop_it_is_sent_again_by_a_letter_of_its_own() -> None:
    issue = make_dispatched_issue()
    sending.stop(issue.number, by=make_editor())
    sending.dispatch(issue.number, by=make_editor())
    let_the_minute_pass()
    assert Delivery.objects.open().count() == 3
    end(claimed(3), Outcome(DeliveryState.SENT))
    sending.close_finished()
    assert fresh(issue).status == IssueStatus.SENT


def test_within_the_minute_there_is_nothing_to_pause() -> None:
    issue = make_dispatched_issue()
    with pytest.raises(actions.NotNowError):
        sending.pause(issue.number, by=make_editor())


# Later --------------------------------------------------------------------------------------------


def test_stopped_when_some_have_it_an_issue_is_stopped_and_stays_published() -> None:
    issue = make_stopped_issue(1, of=3)
    assert issue.status == IssueStatus.STOPPED
    assert Issue.objects.published().get() == issue
    assert states() == [DeliveryState.SENT, DeliveryState.WITHDRAWN, DeliveryState.WITHDRAWN]
    assert sending.close_finished() == 0
    assert fresh(issue).status == IssueStatus.STOPPED


def test_a_paused_issue_is_stopped_for_good() -> None:
    issue = make_issue_sent_to(1, of=3)
    sending.pause(issue.number, by=make_editor())
    sending.stop(issue.number, by=make_editor())
    letter = fresh(issue).letter
    assert letter is not None
    assert (letter.paused_at, letter.cancelled_at is None) == (None, False)


def test_an_issue_that_everybody_has_is_not_stopped() -> None:
    issue = make_issue_sent_to(3, of=3)
    with pytest.raises(actions.NotNowError):
        sending.stop(issue.number, by=make_editor())
    assert fresh(issue).status == IssueStatus.SENDING


def test_stopping_twice_changes_nothing() -> None:
    issue = make_stopped_issue()
    with pytest.raises(actions.NotNowError):
        sending.stop(issue.number, by=make_editor())
    assert fresh(issue).status == IssueStatus.STOPPED


def test_undo_after_a_message_has_left_changes_nothing() -> None:
    issue = make_issue_sent_to(1, of=3)
    with pytest.raises(actions.NotNowError):
        sending.undo(issue.number, by=make_editor())
    assert (fresh(issue).status, Delivery.objects.open().count()) == (IssueStatus.SENDING, 2)


# In a worker's hands ------------------------------------------------------------------------------


def stop_with_one_in_hand() -> tuple[Issue, Held]:
    """Stop an issue of three, one of which a worker holds."""
    issue = make_dispatched_issue(3)
    let_the_minute_pass()
    held = claimed(1)
    sending.stop(issue.number, by=make_editor())
    assert fresh(issue).status == IssueStatus.STOPPED
    assert sending.close_finished() == 0
    return issue, held


def test_an_issue_is_stopped_when_a_claimed_delivery_was_sent_after_all() -> None:
    issue, held = stop_with_one_in_hand()
    end(held, Outcome(DeliveryState.SENT))
    sending.close_finished()
    assert fresh(issue).status == IssueStatus.STOPPED


@pytest.mark.parametrize(
    "state", [DeliveryState.WAITING, DeliveryState.DEFERRED, DeliveryState.WITHDRAWN, DeliveryState.FAILED]
)
def test_an_issue_is_approved_again_when_its_claimed_delivery_was_not_sent(state: DeliveryState) -> None:
    issue, held = stop_with_one_in_hand()
    end(held, Outcome(state, delay=3600))
    assert sending.close_finished() == 1
    assert fresh(issue).status == IssueStatus.APPROVED
    assert not Issue.objects.published().exists()


def test_a_worker_that_vanished_leaves_in_doubt_whether_it_arrived() -> None:
    issue, _held = stop_with_one_in_hand()
    Delivery.objects.filter(state=DeliveryState.SENDING).update(due_at=F("due_at") - timedelta(minutes=2))
    ledger.claim(10, uuid.uuid4())
    sending.close_finished()
    assert fresh(issue).status == IssueStatus.STOPPED
    assert sending.counts(fresh(issue))["ambiguous"] == 1


def test_a_stopped_issue_is_sent_when_all_claimed_deliveries_were_sent() -> None:
    issue = make_dispatched_issue(2)
    let_the_minute_pass()
    held = claimed(2)
    sending.stop(issue.number, by=make_editor())
    end(held, Outcome(DeliveryState.SENT))
    sending.close_finished()
    assert fresh(issue).status == IssueStatus.SENT


def test_what_came_back_from_a_worker_after_a_resumption_is_sent_all_the_same() -> None:
    issue, held = stop_with_one_in_hand()
    sending.resume(issue.number, by=make_editor())
    end(held, Outcome(DeliveryState.WITHDRAWN))
    end(claimed(2), Outcome(DeliveryState.SENT))
    assert sending.close_finished() == 0
    end(claimed(1), Outcome(DeliveryState.SENT))
    assert sending.close_finished() == 1
    assert (fresh(issue).status, states()) == (IssueStatus.SENT, [DeliveryState.SENT] * 3)


# Going on -----------------------------------------------------------------------------------------


def test_resuming_sends_the_same_letter_to_the_rest_of_its_recipients() -> None:
    issue = make_stopped_issue(1, of=3)
    message_ids = set(Delivery.objects.values_list("message_id", flat=True))
    make_subscription("since@example.org")
    sending.resume(issue.number, by=make_editor())
    end(claimed(2), Outcome(DeliveryState.SENT))
    assert sending.close_finished() == 1
    assert (fresh(issue).status, states()) == (IssueStatus.SENT, [DeliveryState.SENT] * 3)
    assert set(Delivery.objects.values_list("message_id", flat=True)) == message_ids
    assert fresh(issue).letter == issue.letter


def test_resuming_twice_changes_nothing() -> None:
    issue = make_stopped_issue()
    for _press in range(2):
        sending.resume(issue.number, by=make_editor())
    assert (fresh(issue).status, Delivery.objects.due().count()) == (IssueStatus.SENDING, 2)


def test_a_resumed_issue_can_be_stopped_again() -> None:
    issue = make_stopped_issue(1, of=3)
    sending.resume(issue.number, by=make_editor())
    sending.stop(issue.number, by=make_editor())
    assert (fresh(issue).status, Delivery.objects.due().count()) == (IssueStatus.STOPPED, 0)


def test_the_rest_are_the_current_subscribers_who_do_not_have_the_issue() -> None:
    issue = make_stopped_issue(1, of=3)
    unsubscribed = Delivery.objects.withdrawn().earliest("pk")
    subscribing.opt_out(Reader.objects.get(address=unsubscribed.address).token)
    since = make_subscription("since@example.org")
    for state in (SubscriptionState.PENDING, SubscriptionState.NONE):
        make_subscription(state=state)
    assert sending.unsent(fresh(issue))[:4] == (2, 1, 0, 0)
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 2
    let_the_minute_pass()
    ledger.claim(10, uuid.uuid4())
    left = set(Delivery.objects.filter(state=DeliveryState.SENDING).values_list("address", flat=True))
    withdrawn = set(Delivery.objects.exclude(address=unsubscribed.address).values_list("address", flat=True))
    assert since.address in left
    assert (len(left), left < withdrawn, states()) == (
        2,
        True,
        [DeliveryState.SENDING, DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.SUPPRESSED],
    )


def test_a_returning_subscriber_belongs_to_the_rest() -> None:
    issue = make_stopped_issue(1, of=2)
    back = Reader.objects.get(address=Delivery.objects.withdrawn().get().address)
    subscribing.opt_out(back.token)
    sending.resume(issue.number, by=make_editor())
    ledger.claim(10, uuid.uuid4())
    make_subscription()
    subscribing.subscribe(back.address, language="en")
    subscribing.confirm(Reader.objects.get(pk=back.pk).confirm_token)
    assert states().count(DeliveryState.SUPPRESSED) == 1
    Issue.objects.update(status=IssueStatus.STOPPED)
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 2
    assert Delivery.objects.open().filter(key=f"reader-{back.pk}").count() == 1


@pytest.mark.parametrize("moves", [1, 2])
def test_who_has_it_at_an_earlier_address_does_not_get_it_again(moves: int) -> None:
    issue = make_stopped_issue(1, of=2)
    reader = Reader.objects.get(address=Delivery.objects.get(state=DeliveryState.SENT).address)
    for move in range(moves):
        address = f"moved{move}@example.org"
        subscribing.change_preferences(reader.token, language="en", email=address)
        subscribing.answer_requests()
        reader = subscribing.confirm(Reader.objects.get(address=address).confirm_token)
    assert sending.unsent(fresh(issue))[:4] == (1, 1, 0, 0)
    sending.send_to_those_without(issue.number, by=make_editor())
    assert not Delivery.objects.filter(letter=issue.letter, address=reader.address).exists()


def test_who_moved_before_it_reached_the_earlier_address_gets_it_at_the_new_one() -> None:
    issue = make_stopped_issue(1, of=2)
    reader = Reader.objects.get(address=Delivery.objects.withdrawn().get().address)
    subscribing.change_preferences(reader.token, language="en", email="moved@example.org")
    subscribing.answer_requests()
    subscribing.confirm(Reader.objects.get(address="moved@example.org").confirm_token)
    sending.send_to_those_without(issue.number, by=make_editor())
    let_the_minute_pass()
    held = [
        taken for taken in ledger.claim(10, uuid.uuid4()).deliveries if taken.letter_id == issue.letter_id
    ]
    assert [delivery.address for delivery in held] == ["moved@example.org"]


@pytest.mark.parametrize("status", [IssueStatus.APPROVED, IssueStatus.SENDING, IssueStatus.SENT])
def test_an_issue_on_its_way_or_from_before_the_portal_is_not_sent_to_the_rest(status: IssueStatus) -> None:
    issue = make_dispatched_issue() if status == IssueStatus.SENDING else make_approved_issue()
    if status == IssueStatus.SENT:
        issue = make_sent_issue()
    with pytest.raises(actions.NotNowError):
        sending.send_to_those_without(issue.number, by=make_editor())


# What the database keeps --------------------------------------------------------------------------


@pytest.mark.parametrize("status", [IssueStatus.SENDING, IssueStatus.STOPPED])
def test_an_issue_on_its_way_has_a_letter(status: IssueStatus) -> None:
    issue = make_dispatched_issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(status=status, letter=None)


def test_an_approved_issue_keeps_no_letter() -> None:
    issue = make_dispatched_issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(status=IssueStatus.APPROVED, released_at=None)


def test_a_sent_issue_stays_sent_and_a_stopped_one_is_no_draft_again() -> None:
    sent, stopped = make_sent_issue(), make_stopped_issue()
    draft = {"status": IssueStatus.DRAFT, "approved_by": None, "approved_at": None, "content_hash": ""}
    for issue in (sent, stopped):
        with pytest.raises(InternalError), transaction.atomic():
            Issue.objects.filter(pk=issue.pk).update(released_at=None, letter=None, **draft)


def test_a_stopped_issue_and_its_contributions_stay_as_approved() -> None:
    issue = make_stopped_issue()
    with pytest.raises(InternalError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(title="Another")
    with pytest.raises(InternalError), transaction.atomic():
        make_piece(issue)


# Whom it waits for --------------------------------------------------------------------------------


def stopped_on_the_desk() -> list[tuple[str, str]]:
    items = [turn.item for turn in turns_for(make_editor()).shown]
    return [(item.verb, item.about) for item in items if item.verb.startswith("Resume")]


def test_the_desk_names_a_stopped_issue_until_a_later_one_goes_out() -> None:
    make_sent_issue(number=1)
    issue = make_stopped_issue(1, of=3)
    make_issue(number=issue.number + 1)
    assert stopped_on_the_desk() == [(f"Resume issue {issue.number}", "1 of 3 have it")]
    make_sent_issue(number=issue.number + 2)
    assert stopped_on_the_desk() == []
