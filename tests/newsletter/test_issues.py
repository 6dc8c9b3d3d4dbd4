"""An issue's way from draft to approval, and what the database itself refuses."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from network.models import State
from newsletter import actions, letters
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.models import Role
from nfp_portal.audit.models import Entry
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.stale import StaleError
from tests.factories.accounts import make_user
from tests.factories.newsletter import (
    approved,
    fresh,
    make_approved_issue,
    make_approver,
    make_editor,
    make_issue,
    make_piece,
    make_sent_issue,
)

pytestmark = pytest.mark.django_db


def test_the_next_issue_counts_on_from_the_last() -> None:
    assert actions.next_number() == 1
    make_issue(number=12)
    assert actions.next_number() == 13


def test_two_issues_cannot_share_a_number() -> None:
    make_issue(number=12)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_issue(number=12)


def test_a_change_names_its_editor_and_counts_the_revision() -> None:
    issue = make_issue()
    editor = make_editor()
    changed = actions.change_issue(issue.number, revision=1, by=editor, title="Better")
    assert (changed.title, changed.edited_by, changed.revision) == ("Better", editor, 2)


def test_a_stale_change_writes_nothing_and_shows_how_it_stands() -> None:
    issue = make_issue(title="First")
    actions.change_issue(issue.number, revision=1, by=make_editor(), title="Second")
    with pytest.raises(StaleError) as stale:
        actions.change_issue(issue.number, revision=1, by=make_editor(), title="Third")
    assert stale.value.row.title == "Second"
    assert fresh(issue).title == "Second"


def test_an_empty_issue_cannot_be_submitted() -> None:
    issue = make_issue()
    with pytest.raises(actions.NotNowError):
        actions.submit(issue.number, by=make_editor())


def test_a_submitted_issue_rests() -> None:
    issue = make_issue()
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    with pytest.raises(actions.NotNowError):
        actions.change_issue(issue.number, revision=1, by=make_editor(), title="Too late")


def test_the_approval_freezes_the_content_under_its_fingerprint() -> None:
    issue = make_approved_issue()
    assert issue.status == IssueStatus.APPROVED
    assert len(issue.content_hash) == 64
    assert issue.content_hash == issue.fingerprint()


def test_the_approval_is_an_entry_of_the_audit_trail() -> None:
    issue = make_approved_issue()
    entry = Entry.objects.get(act="release")
    assert entry.subject == f"newsletter {issue.number}"
    assert entry.details == {"approved": issue.content_hash}


def test_the_last_editor_cannot_approve() -> None:
    approver = make_approver()
    issue = make_issue(by=approver)
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    with pytest.raises(actions.NotNowError):
        actions.approve(issue.number, seen=fresh(issue).fingerprint(), by=approver)


def test_the_database_too_asks_for_a_second_person() -> None:
    issue = make_approved_issue()
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(edited_by=issue.approved_by)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.FOCAL_POINT])
def test_only_an_approver_approves(role: Role) -> None:
    issue = make_issue()
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    with pytest.raises(actions.NotNowError):
        actions.approve(issue.number, seen=fresh(issue).fingerprint(), by=make_user(role))


def test_only_what_was_read_is_approved() -> None:
    issue = make_issue()
    make_piece(issue)
    seen = fresh(issue).fingerprint()
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    with pytest.raises(StaleError):
        actions.approve(issue.number, seen=seen, by=make_approver())
    assert fresh(issue).status == IssueStatus.SUBMITTED


@pytest.mark.parametrize("name", ["title", "opening", "period"])
def test_the_database_refuses_to_change_an_approved_issue(name: str) -> None:
    issue = make_approved_issue()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(**{name: "Altered"})


def test_the_database_refuses_to_change_a_contribution_of_an_approved_issue() -> None:
    issue = make_approved_issue()
    for act in (
        lambda: issue.pieces.update(body="Altered"),
        lambda: issue.pieces.all().delete(),
        lambda: make_piece(issue),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            act()


def test_taking_back_voids_the_approval() -> None:
    issue = make_approved_issue()
    actions.take_back(issue.number, by=make_editor())
    draft = fresh(issue)
    assert (draft.status, draft.approved_by, draft.content_hash) == (IssueStatus.DRAFT, None, "")


def test_a_sent_issue_cannot_be_taken_back() -> None:
    issue = make_sent_issue()
    with pytest.raises(actions.NotNowError):
        actions.take_back(issue.number, by=make_editor())


def test_a_released_issue_without_its_instant_is_refused() -> None:
    issue = make_approved_issue()
    with pytest.raises(IntegrityError, match="released_issue_has_an_instant"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(status=IssueStatus.SENT)


def test_each_change_of_an_issue_is_kept_in_its_history() -> None:
    issue = make_issue(title="First")
    actions.change_issue(issue.number, revision=1, by=make_editor(), title="Second")
    titles = Issue.pgh_event_model.objects.order_by("pgh_id").values_list("title", flat=True)  # type: ignore[attr-defined] # added by pghistory
    assert list(titles) == ["First", "Second"]


def test_the_chair_is_named_as_of_the_issues_date() -> None:
    assert make_issue(dated_on=date(2016, 4, 28)).chair == State.objects.get(iso2="DE")
    assert make_issue(dated_on=date(1999, 1, 1)).chair is None


def test_the_chair_is_looked_up_once_for_a_letter(django_assert_num_queries: Any) -> None:
    issue = fresh(make_issue(dated_on=date(2016, 4, 28)))
    with django_assert_num_queries(2):
        assert "Germany" in letters.letter_of(issue).html


def test_the_fingerprint_depends_on_the_order_of_contributions() -> None:
    issue = make_issue()
    make_piece(issue, position=1)
    second = make_piece(issue, position=2)
    before = fresh(issue).fingerprint()
    actions.move(second.pk, down=False, by=make_editor())
    assert fresh(issue).fingerprint() != before


def test_two_approvals_at_once_are_one() -> None:
    issue = approved_twice = make_issue()
    make_piece(issue)
    approved(issue)
    with pytest.raises(actions.NotNowError):
        actions.approve(approved_twice.number, seen=fresh(issue).fingerprint(), by=make_approver())


def test_the_tables_say_what_they_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'c'"
            " AND conrelid = 'newsletter_issue'::regclass AND conname LIKE '%issue%'"
        )
        assert cursor.fetchone()[0] >= 5


def test_an_issue_is_sent_back_with_a_remark_and_submitted_again() -> None:
    issue, approver, submitter = make_issue(), make_user(Role.APPROVER), make_editor()
    make_piece(issue)
    actions.submit(issue.number, by=submitter)
    actions.send_back(issue.number, remark="Too dry.", by=approver)
    assert fresh(issue).status == IssueStatus.DRAFT
    actions.submit(issue.number, by=submitter)
    decisions = Submission.objects.of(f"issue-{issue.number}").values_list("decision", "remark")
    assert list(decisions) == [("sent_back", "Too dry."), ("waiting", "")]


def test_the_submitter_cannot_approve() -> None:
    issue, approver = make_issue(), make_user(Role.APPROVER)
    make_piece(issue)
    actions.submit(issue.number, by=approver)
    with pytest.raises(actions.NotNowError):
        actions.approve(issue.number, seen=fresh(issue).fingerprint(), by=approver)
    assert fresh(issue).status == IssueStatus.SUBMITTED


def test_the_language_of_a_piece_is_in_the_fingerprint() -> None:
    issue = make_issue()
    piece = make_piece(issue, language="en")
    before = fresh(issue).fingerprint()
    actions.change_piece(piece.pk, revision=piece.revision, by=make_editor(), language="fr")
    assert fresh(issue).fingerprint() != before
