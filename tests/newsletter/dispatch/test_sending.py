"""An issue on its way over SMTP, as a mail server sees it."""

import email
import email.policy
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import settings
from django.db.models import F

from newsletter import actions
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Consent, Reader, SubscriptionState
from newsletter.readers.reasons import receiving
from nfp_portal.accounts.audience import Audience
from nfp_portal.mail import sender
from nfp_portal.mail.models import Delivery, DeliveryState, Letter
from tests.factories.newsletter import (
    approved,
    fresh,
    make_editor,
    make_issue,
    make_piece,
    make_subscription,
)
from tests.mail.scripted import DROP, Relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    """An approved issue with an open and a closed piece."""
    draft = make_issue(number=48, title="Świecko – Отчёт")
    make_piece(draft, headline="Two services, one desk", body="A line.\n\n.A line that begins with a dot.")
    make_piece(draft, headline="Closed", body="Hidden words", audience=Audience.FOCAL_POINTS)
    return approved(draft)


def send(issue: Issue) -> None:
    """Dispatch the issue, let its minute pass, and do what a worker does."""
    sending.dispatch(issue.number, by=make_editor())
    a_minute = timedelta(seconds=61)
    Issue.objects.update(released_at=F("released_at") - a_minute)
    Letter.objects.update(not_before=F("not_before") - a_minute)
    Delivery.objects.update(due_at=F("due_at") - a_minute)
    sender.dispatch()


def caught(relay: Relay) -> list[EmailMessage]:
    return [email.message_from_bytes(each, policy=email.policy.default) for each in relay.messages]


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_every_subscriber_gets_one_message_of_two_parts(relay: Relay, issue: Issue) -> None:
    readers = [make_subscription() for _reader in range(20)]
    send(issue)
    assert sorted(relay.recipients) == sorted(reader.address for reader in readers)
    for message in caught(relay):
        assert message.get_content_type() == "multipart/alternative"
        assert [each.get_content_type() for each in message.iter_parts()] == ["text/plain", "text/html"]
        assert message["Subject"] == "Newsletter No. 48: Świecko – Отчёт"
        assert message["Content-Language"] == "en"


def test_each_message_carries_the_readers_own_way_out(relay: Relay, issue: Issue) -> None:
    readers = {reader.address: reader for reader in (make_subscription(), make_subscription())}
    send(issue)
    for message in caught(relay):
        own = f"{settings.SITE_URL}/newsletter/unsubscribe/{readers[message['To']].token}/"
        assert message["List-Unsubscribe"] == f"<{own}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["List-Id"] == "Newsletter of the NFP Network <newsletter.127.0.0.1>"
        assert own in part(message, "plain")
        assert f'href="{own}"' in part(message, "html")


def test_the_message_id_is_the_one_fixed_in_the_ledger(relay: Relay, issue: Issue) -> None:
    make_subscription()
    send(issue)
    [message] = caught(relay)
    assert message["Message-ID"] == Delivery.objects.get().message_id


def test_no_mail_contains_text_for_focal_points(relay: Relay, issue: Issue) -> None:
    make_subscription()
    send(issue)
    [message] = caught(relay)
    for kind in ("plain", "html"):
        assert "Hidden words" not in part(message, kind)
        assert "Two services, one desk" in part(message, kind)
    assert "\n.A line that begins with a dot." in part(message, "plain")


def test_a_reader_who_unsubscribes_after_the_dispatch_began_gets_nothing(relay: Relay, issue: Issue) -> None:
    stays, leaves = make_subscription(), make_subscription()
    sending.dispatch(issue.number, by=make_editor())
    subscribing.opt_out(leaves.token)
    Delivery.objects.update(due_at=F("due_at") - timedelta(seconds=61))
    sender.dispatch()
    assert relay.recipients == [stays.address]
    assert sending.counts(fresh(issue))["suppressed"] == 1


def test_a_test_mail_reaches_an_editor_who_once_unsubscribed(relay: Relay, issue: Issue) -> None:
    editor = make_editor()
    subscribing.opt_out(make_subscription(editor.email).token)
    actions.send_test(issue.number, by=editor)
    sender.dispatch()
    assert relay.recipients == [editor.email]


def test_a_stopped_issue_sends_nothing_more(relay: Relay, issue: Issue) -> None:
    make_subscription()
    sending.dispatch(issue.number, by=make_editor())
    sending.stop(issue.number, by=make_editor())
    Delivery.objects.update(due_at=F("due_at") - timedelta(seconds=61))
    assert sender.dispatch() == 0
    assert relay.recipients == []


def test_an_address_refused_for_good_is_sent_nothing_more_and_set_aside(relay: Relay, issue: Issue) -> None:
    reader = make_subscription()
    relay.answers["RCPT"] = ["550 5.1.1 no such mailbox"]
    send(issue)
    assert sending.counts(fresh(issue))["failed"] == 1
    assert reader.subscription == SubscriptionState.ACTIVE
    assert receiving().count() == 0


def test_a_busy_server_defers_and_the_issue_stays_open(relay: Relay, issue: Issue) -> None:
    make_subscription()
    relay.answers["RCPT"] = ["451 4.3.0 try later"]
    send(issue)
    assert sending.counts(fresh(issue))["deferred"] == 1
    assert sending.close_finished() == 0
    Delivery.objects.update(due_at=F("due_at") - timedelta(hours=4))
    sender.dispatch()
    assert sending.close_finished() == 1
    assert fresh(issue).status == IssueStatus.SENT


def test_a_broken_line_after_the_last_dot_shows_as_ambiguous_and_keeps_the_message_id(
    relay: Relay, issue: Issue
) -> None:
    make_subscription()
    relay.answers["DOT"] = [DROP]
    send(issue)
    assert sending.counts(fresh(issue))["ambiguous"] == 1
    Delivery.objects.exclude(state=DeliveryState.SENT).update(due_at=F("due_at") - timedelta(hours=4))
    sender.dispatch()
    ids = [message["Message-ID"] for message in caught(relay)]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_consent_is_asked_of_somebody_who_once_left(relay: Relay) -> None:
    reader = make_subscription("reader@example.org")
    subscribing.opt_out(reader.token)
    subscribing.subscribe("reader@example.org", language="de")
    sender.dispatch()
    [message] = caught(relay)
    assert message["To"] == "reader@example.org"
    assert "List-Unsubscribe" not in message


@pytest.mark.parametrize("number", [10, 200])
def test_addressing_takes_as_many_queries_for_ten_readers_as_for_two_hundred(
    issue: Issue, django_assert_num_queries: Callable[..., Any], number: int
) -> None:
    Reader.objects.bulk_create(
        Reader(address=f"many{each}@example.org", consent=Consent.LINK, confirmed_at="2026-01-01T00:00Z")
        for each in range(number)
    )
    editor = make_editor()
    with django_assert_num_queries(27):
        sending.dispatch(issue.number, by=editor)
    assert Delivery.objects.count() == number
