"""An approved issue leaves at a moment that somebody chose."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from newsletter import actions
from newsletter.actions import NotNowError
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Delivery
from nfp_portal.turns.listing import turns_for
from tests.factories.newsletter import approved, fresh, make_editor, make_issue, make_piece, make_subscription

pytestmark = pytest.mark.django_db

VIENNA = ZoneInfo("Europe/Vienna")


@pytest.fixture
def issue() -> Issue:
    draft = make_issue(number=48)
    make_piece(draft)
    return approved(draft)


def soon(minutes: float) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def test_it_leaves_at_its_moment_and_goes_to_the_readers_of_that_moment(issue: Issue) -> None:
    editor = make_editor()
    moment = soon(30)
    sending.schedule(48, moment, by=editor)
    late = make_subscription(address="late@example.org")
    assert sending.send_scheduled() == 0
    Issue.objects.update(scheduled_for=soon(0.5))
    assert sending.send_scheduled() == 1
    assert sending.send_scheduled() == 0
    sent = fresh(issue)
    assert (sent.status, sent.scheduled_for) == (IssueStatus.SENDING, None)
    assert sent.released_at is not None
    assert timedelta(seconds=55) < sent.released_at - timezone.now() < timedelta(seconds=61)
    assert list(Delivery.objects.filter(letter=sent.letter).values_list("address", flat=True)) == [
        late.address
    ]


def test_what_leaves_a_minute_ahead_leaves_exactly_then(issue: Issue) -> None:
    sending.schedule(48, soon(3), by=make_editor())
    moment = soon(0.9)
    Issue.objects.update(scheduled_for=moment)
    sending.send_scheduled()
    sent = fresh(issue)
    assert sent.released_at is not None
    assert sent.released_at >= moment


def test_another_time_replaces_the_first_and_none_lets_it_wait(issue: Issue) -> None:
    editor = make_editor()
    sending.schedule(48, soon(10), by=editor)
    second = soon(20)
    assert sending.schedule(48, second, by=editor).scheduled_for == second
    sending.unschedule(48, by=editor)
    assert fresh(issue).scheduled_for is None
    with pytest.raises(NotNowError):
        sending.unschedule(48, by=editor)


def test_a_moment_that_is_past_or_an_issue_that_is_no_longer_approved_is_refused(issue: Issue) -> None:
    editor = make_editor()
    with pytest.raises(NotNowError):
        sending.schedule(48, soon(0.5), by=editor)
    sending.schedule(48, soon(10), by=editor)
    actions.take_back(48, by=editor)
    assert (fresh(issue).status, fresh(issue).scheduled_for) == (IssueStatus.DRAFT, None)
    with pytest.raises(NotNowError):
        sending.schedule(48, soon(10), by=editor)


def test_who_may_no_longer_send_sends_nothing(issue: Issue) -> None:
    editor = make_editor()
    sending.schedule(48, soon(10), by=editor)
    editor.role = Role.PARTNER
    editor.save()
    Issue.objects.update(scheduled_for=soon(0.5))
    assert sending.send_scheduled() == 0
    assert (fresh(issue).status, fresh(issue).scheduled_for) == (IssueStatus.APPROVED, None)


def test_editors_choose_a_day_and_a_time_of_vienna(client: Client, settings: Settings, issue: Issue) -> None:
    settings.REQUIRE_MFA = False
    editor = make_editor()
    client.force_login(editor)
    assert [turn.item.verb for turn in turns_for(editor).shown] == ["Send issue 48"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    address = "/newsletter/issues/48/dispatch/"
    page = client.post(f"{address}schedule/", {"day": f"{tomorrow}", "clock": "09:30"}, follow=True)
    assert f"It goes out on {tomorrow.day} {tomorrow:%B %Y}, 09:30." in page.content.decode()
    moment = fresh(issue).scheduled_for
    assert moment is not None
    assert moment.astimezone(VIENNA).strftime("%H:%M") == "09:30"
    assert turns_for(editor).number == 0
    form = client.get(f"{address}schedule/").content.decode()
    assert f'value="{tomorrow}"' in form
    assert 'value="09:30"' in form
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.post(f"{address}schedule/", {"day": f"{yesterday}", "clock": "09:30"}).status_code == 422
    client.post(f"{address}unschedule/")
    assert fresh(issue).scheduled_for is None
