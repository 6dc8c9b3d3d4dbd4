"""Who may do what to an issue, by role and by how far it is."""

import pytest
from django.contrib.auth.models import AnonymousUser

from newsletter import permissions
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.newsletter import make_sent_issue

pytestmark = pytest.mark.django_db
EDITING = {Role.EDITOR, Role.APPROVER}


def issue_in(status: IssueStatus, edited_by: int = 0) -> Issue:
    return Issue(number=1, status=status, edited_by_id=edited_by)


def account(role: Role, pk: int = 1) -> User:
    return User(pk=pk, role=role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", IssueStatus)
def test_editors_edit_and_submit_drafts_alone(role: Role, status: IssueStatus) -> None:
    allowed = role in EDITING and status == IssueStatus.DRAFT
    assert permissions.may_edit(account(role), issue_in(status)) is allowed
    assert permissions.may_submit(account(role), issue_in(status)) is allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", IssueStatus)
def test_approvers_approve_what_was_submitted(role: Role, status: IssueStatus) -> None:
    allowed = role == Role.APPROVER and status == IssueStatus.SUBMITTED
    assert permissions.may_approve(account(role), issue_in(status)) is allowed


def test_nobody_approves_the_own_edit() -> None:
    own = issue_in(IssueStatus.SUBMITTED, edited_by=7)
    assert permissions.may_approve(account(Role.APPROVER, pk=7), own) is False
    assert permissions.may_approve(account(Role.APPROVER, pk=8), own) is True


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", IssueStatus)
def test_editors_take_back_what_has_not_left(role: Role, status: IssueStatus) -> None:
    allowed = role in EDITING and status in {IssueStatus.SUBMITTED, IssueStatus.APPROVED}
    assert permissions.may_take_back(account(role), issue_in(status)) is allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", IssueStatus)
def test_editors_send_what_is_approved(role: Role, status: IssueStatus) -> None:
    allowed = role in EDITING and status == IssueStatus.APPROVED
    assert permissions.may_dispatch(account(role), issue_in(status)) is allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", [IssueStatus.DRAFT, IssueStatus.SUBMITTED, IssueStatus.APPROVED])
def test_before_its_release_an_issue_is_read_by_its_editors(role: Role, status: IssueStatus) -> None:
    assert permissions.may_read(account(role), issue_in(status)) is (role in EDITING)
    assert permissions.may_read(AnonymousUser(), issue_in(status)) is False


def test_a_published_issue_is_read_by_everybody() -> None:
    issue = make_sent_issue()
    assert permissions.may_read(AnonymousUser(), issue)
    assert permissions.may_read(make_user(Role.PARTNER), issue)


def test_an_account_that_may_not_sign_in_may_do_nothing() -> None:
    inactive = account(Role.APPROVER)
    inactive.is_active = False
    assert permissions.may_edit(inactive, issue_in(IssueStatus.DRAFT)) is False
    assert permissions.may_approve(inactive, issue_in(IssueStatus.SUBMITTED)) is False
    assert permissions.may_dispatch(inactive, issue_in(IssueStatus.APPROVED)) is False
