"""The editors' actions: what each one does and says, and how it refuses when it comes too late."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Agency
from newsletter import actions
from newsletter.contributions.models import CallForContributions
from newsletter.models import Issue, IssueStatus, Piece, PieceStatus
from newsletter.readers import actions as subscribing
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery
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


def pressed(desk: Client, issue: Issue, act: str) -> str:
    return str(desk.post(f"/newsletter/issues/{issue.number}/{act}/", follow=True).content.decode())


def words_of(response: Any) -> str:
    return str(response.content.decode())


def refused(issue: Issue) -> str:
    status = fresh(issue).get_status_display()
    return f"Nothing was changed: issue No. {issue.number} is now “{status}”."


def test_an_issue_is_submitted_and_reopened(desk: Client) -> None:
    issue = make_issue()
    make_piece(issue)
    assert "Submitted. A second person must approve it now." in pressed(desk, issue, "submit")
    assert fresh(issue).status == IssueStatus.SUBMITTED
    assert refused(issue) in pressed(desk, issue, "submit")
    assert "It is a draft again and must be approved anew." in pressed(desk, issue, "take-back")
    assert fresh(issue).status == IssueStatus.DRAFT
    assert refused(issue) in pressed(desk, issue, "take-back")


def test_a_test_mail_goes_to_who_asks_for_it(desk: Client, editor: User) -> None:
    issue = make_issue()
    make_piece(issue)
    assert f"A test mail is on its way to {editor.email}." in pressed(desk, issue, "test-mail")
    assert Delivery.objects.get().address == editor.email


# Contributions ------------------------------------------------------------------------------------


def typed(**changes: str) -> dict[str, Any]:
    facts = {
        "section": "states",
        "headline": "Better",
        "body": "B",
        "audience": "all",
        "language": "en",
        "revision": 1,
    }
    return facts | {"organisation": "", "state": "", "agency": ""} | changes


@pytest.mark.parametrize("is_taken_in", [True, False])
def test_a_saved_contribution_leads_back_to_where_the_editor_came_from(
    desk: Client, *, is_taken_in: bool
) -> None:
    issue = make_issue()
    changed = make_piece(issue if is_taken_in else None)
    address = f"/newsletter/contributions/{changed.pk}/"
    answer = desk.post(address, typed(state=str(changed.state_id), agency=str(changed.agency_id)))
    home = f"/newsletter/issues/{issue.number}/#{changed.anchor}" if is_taken_in else "/newsletter/issues/"
    assert answer.headers["Location"] == home
    assert Piece.objects.get().headline == "Better"


def test_a_contribution_of_a_frozen_issue_is_not_edited(desk: Client) -> None:
    issue = make_approved_issue()
    address = f"/newsletter/contributions/{issue.pieces.get().pk}/"
    assert refused(issue) in desk.get(address, follow=True).content.decode()
    assert refused(issue) in desk.post(address, typed(), follow=True).content.decode()
    assert Piece.objects.get().headline != "Better"


def test_a_contribution_moves_down_and_stays_at_the_end(desk: Client) -> None:
    issue = make_issue()
    first = make_piece(issue, headline="first", position=0)
    make_piece(issue, headline="second", position=1)
    for _press in range(2):
        desk.post(f"/newsletter/contributions/{first.pk}/down/")
    order = issue.pieces.order_by("position").values_list("headline", flat=True)
    assert list(order) == ["second", "first"]


@pytest.mark.parametrize("what", ["up", "down"])
def test_a_contribution_in_no_issue_cannot_be_moved(desk: Client, what: str) -> None:
    offered = make_piece()
    answer = desk.post(f"/newsletter/contributions/{offered.pk}/{what}/", follow=True)
    assert "Nothing was changed: another editor was faster." in answer.content.decode()


def test_what_is_in_an_issue_is_not_declined_and_no_other_act_is_known(desk: Client) -> None:
    issue = make_issue()
    taken = make_piece(issue)
    decision = {"decision": "held_over", "reason": "No room."}
    answer = desk.post(f"/newsletter/contributions/{taken.pk}/refuse/", decision, follow=True)
    assert refused(issue) in answer.content.decode()
    assert Piece.objects.get().status == PieceStatus.ACCEPTED
    assert desk.post(f"/newsletter/contributions/{taken.pk}/decline/").status_code == 404


def test_a_contribution_of_another_issue_is_not_taken_in(desk: Client) -> None:
    one, other = make_issue(), make_issue()
    taken = make_piece(one)
    answer = desk.post(f"/newsletter/issues/{other.number}/take-in/{taken.pk}/", follow=True)
    assert refused(one) in answer.content.decode()
    assert Piece.objects.get().issue == one


def test_nothing_is_taken_into_an_issue_that_is_no_draft(desk: Client) -> None:
    issue, offered = make_approved_issue(), make_piece()
    answer = desk.post(f"/newsletter/issues/{issue.number}/take-in/{offered.pk}/", follow=True)
    assert refused(issue) in answer.content.decode()
    offered.refresh_from_db()
    assert offered.issue is None


def test_a_call_opened_ends_the_one_before(desk: Client) -> None:
    day = timezone.localdate() + timedelta(days=30)
    for text in ("Write", "Write again"):
        answer = desk.post("/newsletter/call/", {"due_on": str(day), "text": text}, follow=True)
        assert "The call is open; the letters are on their way." in answer.content.decode()
    call = CallForContributions.current()
    assert call is not None
    assert (call.text, call.due_on) == ("Write again", day)
    assert CallForContributions.objects.filter(round__closed_at=None).count() == 1


# Dispatch -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_submitted", [True, False])
def test_an_unapproved_issue_is_not_dispatched(desk: Client, *, is_submitted: bool) -> None:
    issue = make_issue()
    make_piece(issue)
    if is_submitted:
        actions.submit(issue.number, by=make_editor())
    assert refused(issue) in pressed(desk, issue, "dispatch")
    answer = desk.get(f"/newsletter/issues/{issue.number}/dispatch/", follow=True)
    assert refused(issue) in answer.content.decode()
    assert not Delivery.objects.exists()


def test_an_issue_that_differs_from_the_approved_one_is_not_sent(desk: Client) -> None:
    issue = make_approved_issue()
    make_subscription()
    Agency.objects.update(name="Renamed since")
    assert "The content is not what was approved." in pressed(desk, issue, "dispatch")
    assert (fresh(issue).status, Delivery.objects.count()) == (IssueStatus.APPROVED, 0)


def test_no_other_act_stops_a_dispatch(desk: Client) -> None:
    issue = make_sent_issue()
    assert desk.post(f"/newsletter/issues/{issue.number}/dispatch/decline/").status_code == 404


# Subscribers --------------------------------------------------------------------------------------


def test_the_answer_to_every_address_is_the_same_page(client: Client) -> None:
    known = make_subscription().address
    answers = [
        client.post("/newsletter/subscribe/", {"email": email, "language": "en"}, follow=True)
        for email in (known, "new@example.org")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    pages = {re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words_of(answer)) for answer in answers}
    assert len(pages) == 1


def test_an_unknown_link_unsubscribes_nobody() -> None:
    with pytest.raises(subscribing.LinkClosedError):
        subscribing.opt_out("unknown")
