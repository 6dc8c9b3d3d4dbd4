"""Accept contributions into an issue, order and edit them, decline them."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from newsletter.actions.issues import NotNowError, locked_for_edit, touch
from newsletter.models import Contribution, ContributionStatus, Issue
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect


@transaction.atomic
def change_contribution(contribution_id: int, *, revision: int, by: User, **values: Any) -> Contribution:
    """Edit a contribution, in an issue or not.

    Raises `StaleError` if it changed since `revision`, `NotNowError` if its issue is no draft.
    """
    contribution, issue = locked_with_issue(contribution_id, by)
    expect(contribution, revision)
    moved = "section" in values and values["section"] != contribution.section
    for name, value in values.items():
        setattr(contribution, name, value)
    if moved and issue:
        contribution.position = end_of(issue, contribution.section)
    _save(contribution, issue, by)
    return contribution


@transaction.atomic
def take_in(contribution_id: int, *, number: int, by: User) -> Contribution:
    """Set a contribution at the end of its section in the issue; once there it stays where it is."""
    issue = locked_for_edit(number, by)
    contribution = Contribution.objects.select_for_update().get(pk=contribution_id)
    if contribution.issue_id == issue.pk:
        return contribution
    if contribution.issue_id is not None:
        raise NotNowError
    contribution.issue = issue
    contribution.status = ContributionStatus.ACCEPTED
    contribution.position = end_of(issue, contribution.section)
    _save(contribution, issue, by)
    return contribution


@transaction.atomic
def put_back(contribution_id: int, *, by: User) -> Contribution:
    """Take a contribution out of its issue; it waits among the offers again."""
    contribution, issue = locked_with_issue(contribution_id, by)
    contribution.issue = None
    contribution.status = ContributionStatus.OFFERED
    _save(contribution, issue, by)
    return contribution


@transaction.atomic
def decline(contribution_id: int, *, by: User) -> Contribution:
    contribution, issue = locked_with_issue(contribution_id, by)
    if issue is not None:
        raise NotNowError
    contribution.status = ContributionStatus.DECLINED
    _save(contribution, issue, by)
    return contribution


@transaction.atomic
def move(contribution_id: int, *, down: bool, by: User) -> Contribution | None:
    """Change places with the neighbour in the same section; at the end nothing happens (None)."""
    contribution, issue = locked_with_issue(contribution_id, by)
    if issue is None:
        raise NotNowError
    row = issue.contributions.filter(section=contribution.section)
    later = row.filter(position__gt=contribution.position).order_by("position")
    earlier = row.filter(position__lt=contribution.position).order_by("-position")
    neighbour = (later if down else earlier).first()
    if neighbour is None:
        return None
    contribution.position, neighbour.position = neighbour.position, contribution.position
    neighbour.save(update_fields=["position"])
    _save(contribution, issue, by)
    return contribution


def locked_with_issue(contribution_id: int, by: User) -> tuple[Contribution, Issue | None]:
    """Lock the issue, then its contribution: the order every action takes."""
    contribution = Contribution.objects.select_related("issue").get(pk=contribution_id)
    issue = locked_for_edit(contribution.issue.number, by) if contribution.issue else None
    contribution = Contribution.objects.select_for_update().get(pk=contribution_id)
    if contribution.issue_id != (issue.pk if issue else None):
        raise NotNowError
    return contribution, issue


def end_of(issue: Issue, section: str) -> int:
    """Return the position after the last of a section."""
    last = issue.contributions.filter(section=section).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _save(contribution: Contribution, issue: Issue | None, by: User) -> None:
    contribution.revision += 1
    contribution.save()
    if issue is not None:
        touch(issue, by)
