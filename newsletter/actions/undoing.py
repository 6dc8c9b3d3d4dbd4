"""Take the latest step of a contribution back: an edit, a move, a decision."""

from typing import Any

from django.db import transaction

from network.actions.contacts import unmerged_agency
from newsletter.actions.issues import locked_for_edit, touch
from newsletter.actions.pieces import locked_with_issue
from newsletter.models import Contribution, Issue
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import differing, events_of
from nfp_portal.revisions.stale import StaleError, expect

# What makes a row this row, and what is given anew: its place, the number of its changes.
NOT_CONTENT = {"id", "issue_id", "section", "position", "revision"}
Place = tuple[int | None, str, int]  # issue, section, position


@transaction.atomic
def undo_step(contribution_id: int, *, revision: int, by: User) -> Contribution:
    """Take back the step that brought a contribution to `revision`, unless another one followed.

    It is in the issue again in which it was, at its place, or among the offers. Raises `StaleError`;
    `NotNowError` where an issue that it was in or is in is no draft; `IntegrityError` where its body is no
    longer recorded.
    """
    events = events_of(Contribution).filter(pgh_obj=contribution_id).order_by("pgh_id")
    former = events.filter(revision=revision - 1).select_related("issue").last()
    if former is None:
        raise StaleError(Contribution.objects.get(pk=contribution_id))
    issue = locked_for_edit(former.issue.number, by) if former.issue else None
    contribution, left = locked_with_issue(contribution_id, by)
    expect(contribution, revision)
    step = events.filter(revision=revision)[0]
    _take_content_back(contribution, former)
    if _place_of(step) != _place_of(former):
        _take_place_back(contribution, former, issue)
    contribution.save()
    for changed in {each for each in (issue, left) if each is not None}:
        touch(changed, by)
    return contribution


def _place_of(version: Any) -> Place:
    return version.issue_id, version.section, version.position


def _take_content_back(contribution: Contribution, former: Any) -> None:
    """Write what it said before; a body that was merged since is the one it was merged into."""
    for name, value in differing(contribution, former, leaving_out=NOT_CONTENT).items():
        setattr(contribution, name, value)
    if contribution.agency_id is not None:
        contribution.agency_id = unmerged_agency(contribution.agency_id)
    contribution.revision += 1


def _take_place_back(contribution: Contribution, former: Any, issue: Issue | None) -> None:
    """Put it where it was; what others moved since keeps its order."""
    was = _place_of(contribution)
    contribution.issue, contribution.section = issue, former.section
    if issue is not None:
        _make_room(contribution, issue, _above(was, former))


def _above(was: Place, former: Any) -> int:
    """The last position that is above it again; its own too, if who is there now got it by its move up."""
    moved_up = was[:2] == (former.issue_id, former.section) and was[2] < former.position
    return int(former.position if moved_up else former.position - 1)


def _make_room(contribution: Contribution, issue: Issue, above: int) -> None:
    """Number its section from 0 with the contribution after position `above`; itself is not saved."""
    others = issue.contributions.filter(section=contribution.section).exclude(pk=contribution.pk)
    rows = list(others.order_by("position"))
    index = sum(row.position <= above for row in rows)
    for position, row in enumerate([*rows[:index], contribution, *rows[index:]]):
        is_new = row.position != position
        row.position = position
        if is_new and row != contribution:
            row.save(update_fields=["position"])
