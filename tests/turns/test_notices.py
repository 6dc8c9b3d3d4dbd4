"""Who must act is notified once, the rest is a digest, and nobody gets a thing twice."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.reports.actions.reports import submit_report
from newsletter import actions as newsletter
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.turns import actions
from nfp_portal.turns.listing import turns_for
from nfp_portal.turns.models import Digest, Notice
from tests.factories.accounts import client_of, make_user
from tests.factories.meetings import make_meeting, make_report
from tests.factories.network import make_delegate
from tests.factories.newsletter import make_issue, make_piece
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
# A Tuesday.
MORNING = datetime(2026, 12, 8, 7, 5, tzinfo=ZoneInfo("Europe/Vienna"))


def everybody_has_signed_in() -> None:
    User.objects.filter(last_login=None).update(last_login=timezone.now())


def notify_all() -> int:
    everybody_has_signed_in()
    return actions.notify_all()


def send_digests() -> int:
    everybody_has_signed_in()
    return actions.send_digests()


def test_an_account_that_never_signed_in_gets_no_mail() -> None:
    make_user(Role.EDITOR)
    make_proposal("AT")
    assert actions.notify_all() == 0
    assert notify_all() == 1


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the time that Django returns."""

    def stand(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    return stand


def mail_to(user: User) -> list[str]:
    deliveries = Delivery.objects.filter(address=user.email).order_by("pk")
    return list(deliveries.values_list("letter__subject", flat=True))


def submitted_issue(number: int = 13) -> User:
    editor = make_user(Role.EDITOR)
    issue = make_issue(number=number, by=editor)
    make_piece(issue)
    newsletter.submit(number, by=editor)
    return editor


def test_an_approver_is_notified_once_of_an_issue_however_often_the_worker_runs() -> None:
    approver = make_user(Role.APPROVER)
    editor = submitted_issue()
    notify_all()
    notify_all()
    assert mail_to(approver) == ["Your turn: Approve issue 13"]
    assert mail_to(editor) == []
    text = Letter.objects.get().text
    assert "Issue 13: Issue 13" in text
    assert "/newsletter/issues/13/approve/" in text


def test_two_workers_at_once_write_one_mail() -> None:
    approver = make_user(Role.APPROVER)
    submitted_issue()
    notify_all()
    Notice.objects.all().delete()  # as the second worker saw it, before the first had committed
    notify_all()
    assert mail_to(approver) == ["Your turn: Approve issue 13"]


def test_an_issue_that_comes_back_is_a_new_turn() -> None:
    approver = make_user(Role.APPROVER)
    editor = submitted_issue()
    notify_all()
    newsletter.take_back(13, by=editor)
    notify_all()
    newsletter.change_issue(13, revision=1, by=editor, title="Better")
    newsletter.submit(13, by=editor)
    notify_all()
    assert mail_to(approver) == ["Your turn: Approve issue 13"] * 2


def test_both_editors_are_notified_of_a_nomination_and_of_requests_by_digest_alone(at: Any) -> None:
    at(MORNING)
    one, other = make_user(Role.EDITOR), make_user(Role.EDITOR)
    make_proposal("AT", submitted_at=MORNING)
    make_piece(offered_at=MORNING, headline="From the mountains")
    notify_all()
    assert [mail_to(user) for user in (one, other)] == [["Your turn: Look at a nomination of Austria"]] * 2
    send_digests()
    assert mail_to(one)[1:] == ["Waiting for you: 1"]
    text = Letter.objects.get(subject="Waiting for you: 1", deliveries__address=one.email).text
    assert "From the mountains" in text
    assert "Austria" not in text


def test_a_report_submitted_during_its_meeting_is_an_approvers_turn_from_the_end_on(at: Any) -> None:
    """The meeting ends at midnight in Astana, four hours before it does in Vienna."""
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVER)
    days = {"starts_on": date(2026, 12, 3), "ends_on": date(2026, 12, 7)}
    meeting = make_meeting(title="Training", zone="Asia/Almaty", **days)
    at(MORNING - timedelta(days=3))
    submit_report(make_report(meeting, edited_by=editor).pk, by=editor)
    at(MORNING - timedelta(hours=13))
    notify_all()
    assert mail_to(approver) == []
    at(MORNING)
    notify_all()
    assert mail_to(approver) == ["Your turn: Approve the report of Training"]
    (turn,) = turns_for(approver).shown
    assert turn.begun == datetime(2026, 12, 7, 20, tzinfo=ZoneInfo("Europe/Vienna"))


def test_a_task_that_is_already_old_is_only_in_the_digest(at: Any) -> None:
    at(MORNING)
    editor = make_user(Role.EDITOR)
    make_proposal("AT", submitted_at=MORNING - timedelta(days=2))
    notify_all()
    assert mail_to(editor) == []
    send_digests()
    assert mail_to(editor) == ["Waiting for you: 1"]


def test_a_digest_comes_once_a_working_day_and_never_without_news(at: Any) -> None:
    editor = make_user(Role.EDITOR)
    at(MORNING - timedelta(hours=1))
    make_piece(offered_at=MORNING - timedelta(hours=2), author=make_user(Role.PARTNER))
    assert send_digests() == 0
    at(MORNING)
    assert send_digests() == 1
    make_piece(offered_at=MORNING)
    assert send_digests() == 0
    at(MORNING + timedelta(days=1))
    assert send_digests() == 1
    at(MORNING + timedelta(days=2))
    assert send_digests() == 0
    make_piece(offered_at=MORNING)
    at(MORNING + timedelta(days=4))  # a Saturday
    assert send_digests() == 0
    assert len(mail_to(editor)) == 2


@pytest.mark.parametrize(
    ("choice", "tuesday", "monday"), [(Digest.DAILY, 1, 0), (Digest.WEEKLY, 0, 1), (Digest.NONE, 0, 0)]
)
def test_a_digest_comes_as_often_as_it_is_wanted(at: Any, choice: Digest, tuesday: int, monday: int) -> None:
    editor = make_user(Role.EDITOR)
    client_of(editor).post("/accounts/mail/", {"digest": choice.value})
    at(MORNING)
    make_piece(offered_at=MORNING)
    assert send_digests() == tuesday
    at(MORNING + timedelta(days=6))
    assert send_digests() == monday


def test_a_delegation_has_a_digest_too_and_partners_have_none(at: Any) -> None:
    at(MORNING)
    delegate, partner = make_delegate("AT"), make_user(Role.PARTNER)
    assert send_digests() == 1
    assert (mail_to(delegate), mail_to(partner)) == (["Waiting for you: 1"], [])


def test_typed_text_cannot_become_a_button_in_a_mail(at: Any) -> None:
    at(MORNING)
    make_user(Role.EDITOR)
    make_piece(offered_at=MORNING, headline="Open:\n\nhttps://evil.example/ {{to}}")
    send_digests()
    letter = Letter.objects.get()
    assert 'href="https://evil.example' not in letter.html
    assert "{{to}}" not in letter.text


def test_a_closed_account_gets_nothing() -> None:
    approver = make_user(Role.APPROVER)
    User.objects.filter(pk=approver.pk).update(is_active=False)
    submitted_issue()
    notify_all()
    assert mail_to(approver) == []
