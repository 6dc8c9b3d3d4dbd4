"""Stopping an issue on its pages: the question, what staff see of it, and what the public reads."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.models import Role
from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.accounts import make_user
from tests.factories.dispatches import (
    claimed,
    end,
    let_the_minute_pass,
    make_dispatched_issue,
    make_issue_sent_to,
    make_stopped_issue,
)
from tests.factories.newsletter import fresh, make_editor, make_subscription

pytestmark = pytest.mark.django_db


def address(issue: Issue, act: str = "") -> str:
    return f"/newsletter/issues/{issue.number}/dispatch/{act}"


def words_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_question_says_how_many_have_it_and_changes_nothing(desk: Client) -> None:
    issue = make_issue_sent_to(1, of=4)
    claimed(1)
    page = words_of(desk.get(address(issue, "stop/")))
    assert "1 of 4 recipients have this issue." in page
    assert "1 message is being sent at this moment." in page
    assert "2 do not have it yet." in page
    assert "The issue stays published, because some readers have it." in page
    assert (fresh(issue).status, Delivery.objects.open().count()) == (IssueStatus.SENDING, 3)


def test_the_question_says_that_nobody_has_it(desk: Client) -> None:
    issue = make_dispatched_issue(3)
    let_the_minute_pass()
    page = words_of(desk.get(address(issue, "stop/")))
    assert "0 of 3 recipients have this issue. 3 do not have it yet." in page
    assert "the issue is approved again, it is not published" in page


def deliveries_are_read() -> bool:
    """Whether the list of issues reads a row of the outbox, by the plan as it was executed."""
    plan = Issue.objects.with_reach().explain(analyze=True)
    scans = [line for line in plan.splitlines() if " on mail_delivery " in line]
    assert scans
    return not all("(never executed)" in line for line in scans)


def test_a_list_of_issues_counts_what_stopped_ones_sent_and_reads_no_row_of_others() -> None:
    issue = make_issue_sent_to(1, of=3)
    assert not deliveries_are_read()
    sending.stop(issue.number, by=make_editor())
    assert deliveries_are_read()


def test_stopping_says_how_many_have_it_and_offers_to_go_on(desk: Client) -> None:
    issue = make_issue_sent_to(1, of=3)
    make_subscription()
    page = words_of(desk.post(address(issue, "stop/"), follow=True))
    assert "Stopped: 1 of 3 have it." in page
    assert "Resume: send to 2 recipients" in page
    assert "Send to 3 who have not received it" in page
    assert 'hx-trigger="every 2s"' not in page


def test_stopping_before_anything_left_leads_back_to_the_question_before_sending(desk: Client) -> None:
    issue = make_dispatched_issue(3)
    page = words_of(desk.post(address(issue, "stop/"), follow=True))
    assert "Taken back: nobody has it, and it is not published." in page
    assert f"Send No. {issue.number} in English to 3 readers?" in page


def test_stopping_twice_says_that_it_is_stopped(desk: Client) -> None:
    issue = make_issue_sent_to(1, of=3)
    desk.post(address(issue, "stop/"))
    message = f"Nothing was changed: issue No. {issue.number} is now “Stopped”."
    assert message in words_of(desk.post(address(issue, "stop/"), follow=True))
    assert message in words_of(desk.get(address(issue, "stop/"), follow=True))


def test_stopping_what_everybody_has_says_so(desk: Client) -> None:
    issue = make_issue_sent_to(3, of=3)
    page = words_of(desk.post(address(issue, "stop/"), follow=True))
    assert "Nothing was stopped: every message has left already." in page


def test_within_the_minute_undo_is_offered_and_nothing_else(desk: Client) -> None:
    issue = make_dispatched_issue()
    page = words_of(desk.get(address(issue)))
    assert [f'id="{name}"' in page for name in ("undo", "pause", "stop")] == [True, False, False]
    assert "there is nothing to pause" in words_of(desk.post(address(issue, "pause/"), follow=True))
    assert "Taken back. Nothing was sent." in words_of(desk.post(address(issue, "undo/"), follow=True))
    assert fresh(issue).status == IssueStatus.APPROVED


def test_after_the_minute_it_is_paused_resumed_or_stopped(desk: Client) -> None:
    issue = make_issue_sent_to(1, of=3)
    page = words_of(desk.get(address(issue)))
    assert [f'id="{name}"' in page for name in ("undo", "pause", "stop")] == [False, True, True]
    assert "Paused" in words_of(desk.post(address(issue, "pause/"), follow=True))
    assert not Delivery.objects.due().exists()
    assert "Resumed: the rest is being sent." in words_of(desk.post(address(issue, "resume/"), follow=True))
    assert Delivery.objects.due().count() == 2


def test_an_undo_that_comes_too_late_leads_to_the_question_before_a_stop(desk: Client) -> None:
    issue = make_issue_sent_to(1, of=3)
    answer = desk.post(address(issue, "undo/"), follow=True)
    assert answer.redirect_chain == [(address(issue, "stop/"), 302)]
    assert "Too late to undo" in words_of(answer)


def test_sending_to_the_rest_twice_sends_once(desk: Client) -> None:
    issue = make_stopped_issue(1, of=3)
    make_subscription()
    assert "It goes to 3 readers in 60 seconds. Until then you can undo it." in words_of(
        desk.post(address(issue, "rest/"), follow=True)
    )
    again = words_of(desk.post(address(issue, "rest/"), follow=True))
    assert "It is being sent already, or nobody is left; nothing was sent a second time." in again
    assert Delivery.objects.count() == 4


def test_a_stopped_issue_that_a_worker_still_holds_is_watched(desk: Client) -> None:
    issue = make_dispatched_issue(3)
    let_the_minute_pass()
    held = claimed(1)
    desk.post(address(issue, "stop/"))
    page = words_of(desk.get(address(issue)))
    assert 'hx-trigger="every 2s"' in page
    assert "1 message was on its way and may still arrive." in page
    end(held, Outcome(DeliveryState.WITHDRAWN))
    sending.close_finished()
    assert "Send No." in words_of(desk.get(address(issue)))


def test_staff_see_how_far_a_stopped_issue_came(desk: Client) -> None:
    issue = make_stopped_issue(1, of=3)
    for page in ("/newsletter/issues/", f"/newsletter/issues/{issue.number}/", address(issue), "/desk/"):
        text = words_of(desk.get(page))
        assert "1 of 3 have it" in text, page


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATION])
def test_the_public_reads_that_not_all_have_it_and_no_number(role: Role | None) -> None:
    issue = make_stopped_issue(1, of=3)
    client = Client()
    if role:
        client.force_login(make_user(role))
    page = words_of(client.get(f"/newsletter/{issue.number}/"))
    assert "Some readers have it by e-mail. Sending was stopped before it reached all of them." in page
    assert "of 3" not in page
    for listed in ("/newsletter/", "/newsletter/feed.xml", f"/search/?q={issue.title}"):
        assert issue.title in words_of(client.get(listed)), listed


def test_the_visitors_home_lists_a_stopped_issue(client: Client) -> None:
    assert make_stopped_issue(1, of=3).title in words_of(client.get("/"))


def test_an_issue_stopped_before_anybody_had_it_is_not_published(client: Client) -> None:
    issue = make_dispatched_issue(3)
    sending.stop(issue.number, by=make_editor())
    let_the_minute_pass()
    for page in ("/newsletter/", "/newsletter/feed.xml", f"/search/?q={issue.title}", "/"):
        assert f"/newsletter/{issue.number}/" not in words_of(client.get(page)), page
    for page in (f"/newsletter/{issue.number}/", f"/newsletter/{issue.number}.pdf"):
        assert client.get(page).status_code == 404, page


def test_the_command_counts_what_was_withdrawn() -> None:
    issue = make_stopped_issue(1, of=3)
    out = StringIO()
    call_command("newsletter", "status", str(issue.number), stdout=out)
    lines = dict(line.split() for line in out.getvalue().splitlines())
    assert (lines["status"], lines["recipients"], lines["sent"], lines["withdrawn"]) == (
        "stopped",
        "3",
        "1",
        "2",
    )
