"""The board of a dispatch: pace, log of recipients, sheet, the rest of a sent issue."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers.reasons import update_readers
from nfp_portal.audit.models import Act, Entry
from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.dispatches import claimed, end, let_the_minute_pass, make_dispatched_issue
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import fresh, make_sent_issue, make_subscription

pytestmark = pytest.mark.django_db


def page_of(desk: Client, issue: Issue, what: str = "") -> str:
    return str(desk.get(f"/newsletter/issues/{issue.number}/dispatch/{what}").content.decode())


def make_issue_with_a_refusal() -> Issue:
    """Make a sent issue: one recipient has it, one message was refused for its content."""
    issue = make_dispatched_issue(2)
    let_the_minute_pass()
    end(claimed(1), Outcome(DeliveryState.SENT, "250 taken"))
    end(claimed(1), Outcome(DeliveryState.FAILED, "550 5.7.1 content"))
    sending.close_finished()
    return fresh(issue)


def test_the_board_says_how_fast_it_goes_and_how_long_the_rest_takes(desk: Client) -> None:
    issue = make_dispatched_issue(9)
    let_the_minute_pass()
    end(claimed(4), Outcome(DeliveryState.SENT))
    assert "4 a minute, about 2 minutes left." in page_of(desk, issue)
    Delivery.objects.filter(state=DeliveryState.SENT).update(sent_at=timezone.now() - timedelta(minutes=2))
    assert "a minute, about" not in page_of(desk, issue)


def test_an_issue_from_before_the_portal_says_that_it_was_not_sent_by_it(desk: Client) -> None:
    page = page_of(desk, make_sent_issue())
    assert "Not sent by this portal." in page
    assert "Recipients" not in page


def test_the_log_names_each_recipient_why_and_what_became_of_it(desk: Client) -> None:
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    issue = make_issue_with_a_refusal()
    page = page_of(desk, issue, "log/")
    for phrase in ("anna@example.org", ">Focal point<", ">Subscriber<"):
        assert phrase in page


@pytest.mark.parametrize(
    ("query", "number"), [("?status=failed", 1), ("?q=5.7.1", 1), ("?reason=delegation", 0)]
)
def test_the_log_is_searched_by_answer_state_and_reason(desk: Client, query: str, number: int) -> None:
    issue = make_issue_with_a_refusal()
    page = desk.get(f"/newsletter/issues/{issue.number}/dispatch/log/{query}")
    assert page.context["page"].paginator.count == number


@pytest.mark.parametrize(("reason", "number"), [("appointment", 1), ("delegation", 0), ("subscription", 3)])
def test_who_is_addressed_for_two_reasons_is_listed_by_each_on_the_page_and_in_the_sheet(
    desk: Client, reason: str, number: int
) -> None:
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    make_subscription("anna@example.org")
    log = f"/newsletter/issues/{make_issue_with_a_refusal().number}/dispatch/log/"
    assert desk.get(f"{log}?reason={reason}").context["page"].paginator.count == number
    sheet = desk.get(f"{log}csv/?reason={reason}").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))[1:]
    named = [row[1] for row in rows if row[0] == "anna@example.org"]
    assert (len(rows), named) == (number, ["Focal point, Subscriber"] * bool(number))


def test_a_message_from_before_reasons_were_kept_is_listed_as_one_to_a_subscriber(desk: Client) -> None:
    issue = make_issue_with_a_refusal()
    Delivery.objects.update(slots={})
    page = desk.get(f"/newsletter/issues/{issue.number}/dispatch/log/?reason=subscription")
    assert page.context["page"].paginator.count == 2


def test_the_sheet_of_the_log_is_an_export_on_record(desk: Client) -> None:
    issue = make_issue_with_a_refusal()
    answer = desk.get(f"/newsletter/issues/{issue.number}/dispatch/log/csv/?status=failed")
    [head, row] = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    refused = Delivery.objects.get(state=DeliveryState.FAILED)
    assert head[0] == "Address"
    assert (row[0], row[1], *row[5:]) == (
        refused.address,
        "Subscriber",
        "550 5.7.1 content",
        refused.message_id,
        "English",
    )
    assert Entry.objects.get(act=Act.EXPORT).subject == f"newsletter {issue.number}"


def test_a_sent_issue_goes_to_those_without_it_after_a_question_with_numbers_by_reason(desk: Client) -> None:
    issue = make_issue_with_a_refusal()
    make_subscription()
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    update_readers()
    assert "Send to 3 who have not received it" in page_of(desk, issue)
    question = desk.get(f"/newsletter/issues/{issue.number}/dispatch/rest/")
    assert question.context["again"] == [("Refused by their servers", 1)]
    assert question.context["reasons"] == [("Focal points", 1), ("Subscribers", 1)]
    assert f"Send No. {issue.number} in English to 3 readers who have not received it?" in page_of(
        desk, issue, "rest/"
    )
    assert Delivery.objects.count() == 2
    desk.post(f"/newsletter/issues/{issue.number}/dispatch/rest/")
    assert (Delivery.objects.open().count(), fresh(issue).status) == (3, IssueStatus.SENDING)
    desk.post(f"/newsletter/issues/{issue.number}/dispatch/rest/")
    assert Delivery.objects.count() == 4


def test_nothing_is_asked_where_everybody_has_it(desk: Client) -> None:
    issue = make_dispatched_issue(1)
    let_the_minute_pass()
    end(claimed(1), Outcome(DeliveryState.SENT))
    sending.close_finished()
    answer = desk.get(f"/newsletter/issues/{issue.number}/dispatch/rest/", follow=True)
    assert "Nobody is left who has not received it." in answer.content.decode()


@pytest.mark.parametrize("number", [2, 60])
def test_the_log_takes_as_many_queries_for_two_recipients_as_for_sixty(
    desk: Client, django_assert_num_queries: Callable[..., Any], number: int
) -> None:
    issue = make_dispatched_issue(number)
    desk.get("/newsletter/issues/")
    with django_assert_num_queries(7):
        page_of(desk, issue, "log/")
