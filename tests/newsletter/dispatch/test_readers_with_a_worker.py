"""By a real worker to a real mail server: who receives an issue, and who receives it later."""

from collections import Counter

import pytest
from django.utils import timezone

from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Reader
from newsletter.readers.reasons import update_readers
from nfp_portal.mail.tasks import sweep
from tests.factories.dispatches import let_the_minute_pass
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import fresh, make_approved_issue, make_editor, make_subscription
from tests.mailbox import Mailbox
from tests.newsletter.dispatch.test_stopping_with_a_worker import copies, wait_until
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def appoint(address: str, **facts: object) -> None:
    make_appointment("AT", person=make_person("AT", email=address), **facts)


def sent_by_the_worker(issue: Issue) -> None:
    let_the_minute_pass()
    sweep.delay()
    wait_until(lambda: bool(sending.close_finished()) or fresh(issue).status == IssueStatus.SENT)


def test_focal_points_of_today_and_subscribers_get_one_copy_and_newcomers_theirs_later(
    worker: Worker, mailbox: Mailbox
) -> None:
    today = timezone.localdate()
    appoint("today@example.org", starts_on=today)
    appoint("ended@example.org", ends_on=today)
    appoint("left@example.org")
    appoint("both@example.org")
    make_subscription("both@example.org")
    make_subscription("reader@example.org")
    update_readers()
    subscribing.opt_out(Reader.objects.get(address="left@example.org").token)
    issue = make_approved_issue()
    sending.dispatch(issue.number, by=make_editor())
    sent_by_the_worker(issue)
    first = Counter({"today@example.org": 1, "both@example.org": 1, "reader@example.org": 1})
    assert copies(mailbox, issue) == first

    appoint("new@example.org", starts_on=today)
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 1
    sent_by_the_worker(issue)
    assert copies(mailbox, issue) == first + Counter({"new@example.org": 1})
