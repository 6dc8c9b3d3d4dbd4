"""Submitting, approving, sending back with a remark, and acting approvers."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry
from nfp_portal.revisions import actions
from nfp_portal.revisions.changes import Kind, Part, Segment, changes_between
from nfp_portal.revisions.models import ActingApprover, Decision, Submission
from nfp_portal.revisions.permissions import approvers_now, is_approver
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
SUBJECT = "issue-13"
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.REQUIRE_MFA = False


def part(text: str, key: str = "opening") -> Part:
    return Part(key, key.title(), text)


def test_one_submission_waits_at_a_time() -> None:
    editor = make_user(Role.EDITOR)
    first = actions.submit(SUBJECT, [part("One")], by=editor)
    assert actions.submit(SUBJECT, [part("Two")], by=editor) == first
    with pytest.raises(IntegrityError, match="one_open_submission_per_subject"):
        Submission.objects.create(subject=SUBJECT, by=editor)


def test_the_submitter_cannot_decide() -> None:
    approver = make_user(Role.APPROVER)
    actions.submit(SUBJECT, [part("One")], by=approver)
    with pytest.raises(actions.NotSecondPersonError):
        actions.approve(SUBJECT, by=approver)
    assert actions.approve(SUBJECT, by=make_user(Role.APPROVER)).decision == Decision.APPROVED
    with pytest.raises(actions.NotWaitingError):
        actions.approve(SUBJECT, by=make_user(Role.APPROVER))


def test_the_database_wants_a_remark() -> None:
    facts: dict[str, Any] = {"subject": SUBJECT, "by": make_user(Role.EDITOR), "decided_at": timezone.now()}
    with pytest.raises(IntegrityError, match="what_is_sent_back_has_a_remark"):
        Submission.objects.create(**facts, decision="sent_back", decided_by=make_user(Role.APPROVER))


def test_the_database_wants_a_second_person() -> None:
    editor = make_user(Role.EDITOR)
    with pytest.raises(IntegrityError, match="submission_is_decided_by_a_second_person"):
        Submission.objects.create(
            subject=SUBJECT, by=editor, decision="approved", decided_by=editor, decided_at=timezone.now()
        )


def test_sending_back_needs_a_remark_and_is_audited() -> None:
    approver = make_user(Role.APPROVER)
    actions.submit(SUBJECT, [part("One")], by=make_user(Role.EDITOR))
    with pytest.raises(actions.NoRemarkError):
        actions.send_back(SUBJECT, remark="  ", by=approver)
    assert actions.send_back(SUBJECT, remark=" Too long. ", by=approver).remark == "Too long."
    assert Entry.objects.filter(act=Act.SENT_BACK, actor=approver, subject=SUBJECT).count() == 1


def test_an_editor_acts_on_the_days_named_and_not_after() -> None:
    editor, approver, today = make_user(Role.EDITOR), make_user(Role.APPROVER), TODAY()
    actions.name_acting_approver(editor, from_day=today - timedelta(days=2), to_day=today, by=approver)
    assert is_approver(User.objects.get(pk=editor.pk))
    assert editor in approvers_now()
    ActingApprover.objects.update(to_day=today - timedelta(days=1))
    assert not is_approver(User.objects.get(pk=editor.pk))


def test_only_an_editor_acts() -> None:
    partner, approver, today = make_user(Role.PARTNER), make_user(Role.APPROVER), TODAY()
    actions.name_acting_approver(partner, from_day=today, to_day=today, by=approver)
    assert not is_approver(partner)
    assert partner not in approvers_now()


def test_two_periods_of_a_person_do_not_overlap() -> None:
    editor, approver, today = make_user(Role.EDITOR), make_user(Role.APPROVER), TODAY()
    actions.name_acting_approver(editor, from_day=today, to_day=today, by=approver)
    with pytest.raises(IntegrityError, match="one_acting_period_of_a_person_at_a_time"):
        actions.name_acting_approver(editor, from_day=today, to_day=today + timedelta(days=3), by=approver)


def test_an_approver_names_and_ends_an_acting_approver(client: Client) -> None:
    editor, today = make_user(Role.EDITOR), TODAY()
    client.force_login(make_user(Role.APPROVER))
    form = {"person": editor.pk, "from_day": f"{today}", "to_day": f"{today + timedelta(days=7)}"}
    assert client.post("/approvers/", form).status_code == 302
    [acting] = ActingApprover.objects.all()
    assert str(editor) in client.get("/approvers/").content.decode()
    assert client.post("/approvers/", form).status_code == 422
    client.post(f"/approvers/{acting.pk}/end/")
    assert not ActingApprover.objects.exists()
    assert Entry.objects.filter(act=Act.ACTING_APPROVER, subject=str(editor.key)).count() == 2


def name_for(client: Client, days: tuple[int, int]) -> Any:
    client.force_login(make_user(Role.APPROVER))
    first, last = (TODAY() + timedelta(days=number) for number in days)
    form = {"person": make_user(Role.EDITOR).pk, "from_day": f"{first}", "to_day": f"{last}"}
    return client.post("/approvers/", form)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ((1, 0), "The last day must not come before the first."),
        ((-3, -2), "This day is past."),
        ((-1, 3), "This day is past."),
        ((0, 93), "for at most 92 days"),
    ],
)
def test_days_past_in_the_wrong_order_or_too_many_are_refused(
    client: Client, days: tuple[int, int], message: str
) -> None:
    refused = name_for(client, days)
    assert refused.status_code == 422
    assert message in refused.content.decode()
    assert not ActingApprover.objects.exists()


def test_ninety_two_days_are_taken(client: Client) -> None:
    assert name_for(client, (0, 92)).status_code == 302


def test_changes_name_the_words_and_count_the_rest() -> None:
    before = [part("Same"), part("Four Centres complained.", "session"), part("Gone", "old")]
    after = [part("Same"), part("Four Centres work.", "session"), part("Each Centre.", "new")]
    changes = changes_between(before, after)
    assert changes.unchanged == 1
    assert [(each.label, each.is_new, each.is_removed) for each in changes.changed] == [
        ("Session", False, False),
        ("New", True, False),
        ("Old", False, True),
    ]
    assert changes.changed[0].segments == [
        Segment(Kind.SAME, "Four Centres "),
        Segment(Kind.REMOVED, "complained."),
        Segment(Kind.ADDED, "work."),
    ]


def test_paragraphs_that_are_alike_are_left_out() -> None:
    [change] = changes_between([part("One\n\nTwo\n")], [part("One\n\nThree\n")]).changed
    assert "One" not in "".join(segment.text for segment in change.segments)


def test_a_very_long_paragraph_is_shown_as_replaced() -> None:
    [change] = changes_between([part("a " * 3000)], [part("b " * 3000)]).changed
    assert [segment.kind for segment in change.segments] == [Kind.REMOVED, Kind.ADDED]
