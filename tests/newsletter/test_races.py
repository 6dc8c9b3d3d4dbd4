"""Two people, or two submissions, at the same moment."""

import pytest
from django.db import DatabaseError, connection
from django.db.models.signals import post_save

from newsletter import actions
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Reader, SubscriptionState
from nfp_portal.mail.models import Delivery
from nfp_portal.revisions.stale import StaleError
from tests.at_once import at_once
from tests.factories.newsletter import (
    fresh,
    make_approved_issue,
    make_approver,
    make_editor,
    make_issue,
    make_piece,
    make_subscription,
)

pytestmark = pytest.mark.django_db(transaction=True)

REFUSALS = (actions.NotNowError, StaleError, DatabaseError)


def test_an_issue_sent_twice_at_once_goes_out_once() -> None:
    for _reader in range(5):
        make_subscription()
    issue = make_approved_issue()
    editors = [make_editor() for _press in range(4)]
    presses = (lambda by=by: sending.dispatch(issue.number, by=by) for by in editors)
    ends = at_once(*presses, refusals=REFUSALS)
    assert sorted(type(end).__name__ for end in ends) == ["Issue", *["NotNowError"] * 3]
    assert Delivery.objects.count() == 5


def test_an_address_entered_twice_at_once_is_one_row_and_one_mail() -> None:
    at_once(*(lambda: subscribing.subscribe("reader@example.org", language="en") for _press in range(4)))
    assert Reader.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_two_concurrent_confirmations_count_once() -> None:
    subscribing.subscribe("reader@example.org", language="en")
    token = Reader.objects.get().confirm_token
    ends = at_once(*(lambda: subscribing.confirm(token).confirmed_at for _press in range(4)))
    assert len(set(ends)) == 1
    assert Reader.objects.get().subscription == SubscriptionState.ACTIVE


def test_of_two_concurrent_saves_one_is_stale() -> None:
    issue = make_issue()
    editors = [make_editor() for _save in range(3)]
    ends = at_once(
        *(
            lambda by=by: actions.change_issue(issue.number, revision=1, by=by, title=by.email)
            for by in editors
        ),
        refusals=REFUSALS,
    )
    assert sorted(type(end).__name__ for end in ends) == ["Issue", "StaleError", "StaleError"]
    assert fresh(issue).revision == 2


def test_a_concurrent_edit_does_not_change_an_approved_issue() -> None:
    issue = make_issue()
    piece = make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    seen = fresh(issue).fingerprint()
    approver, editor = make_approver(), make_editor()
    at_once(
        lambda: actions.approve(issue.number, seen=seen, by=approver),
        lambda: actions.change_piece(piece.pk, revision=1, by=editor, body="Slipped in"),
        lambda: make_piece(Issue.objects.get(pk=issue.pk), headline="Slipped in", author=editor),
        refusals=REFUSALS,
    )
    end = fresh(issue)
    assert end.status != IssueStatus.APPROVED or end.fingerprint() == end.content_hash


def test_undo_and_a_second_dispatch_at_once_leave_one_open_letter_at_most() -> None:
    make_subscription()
    issue = make_approved_issue()
    editor = make_editor()
    sending.dispatch(issue.number, by=editor)
    at_once(
        lambda: sending.undo(issue.number, by=editor),
        lambda: sending.dispatch(issue.number, by=editor),
        refusals=REFUSALS,
    )
    assert Delivery.objects.open().count() == (1 if fresh(issue).status == IssueStatus.SENDING else 0)


def test_contributions_taken_in_at_once_all_find_a_place() -> None:
    issue = make_issue()
    offers = [make_piece() for _offer in range(4)]
    editor = make_editor()
    at_once(*(lambda pk=offer.pk: actions.accept(pk, number=issue.number, by=editor) for offer in offers))
    positions = issue.pieces.order_by("position").values_list("position", flat=True)
    assert list(positions) == [0, 1, 2, 3]


def test_an_issue_is_created_in_a_transaction() -> None:
    within: list[bool] = []

    def look(**_facts: object) -> None:
        within.append(connection.in_atomic_block)

    facts = {"number": 7, "title": "New", "period": "May 2026"}
    post_save.connect(look, sender=Issue)
    try:
        actions.start_issue(by=make_editor(), **facts)
    finally:
        post_save.disconnect(look, sender=Issue)
    assert within == [True]
