"""Take the latest step of a contribution back: an edit, a move, a decision."""

from typing import Any

from django.db import transaction

from network.actions.contacts import unmerged_agency
from newsletter.actions.issues import NotNowError, locked_for_edit, touch
from newsletter.actions.pieces import locked_with_issue, require_small_mail
from newsletter.effects import after_decision
from newsletter.models import Issue, Piece, PieceStatus
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.history import differing, events_of
from nfp_portal.revisions.stale import StaleError, expect

# What makes a row this row, and what is given anew: its place, the number of its changes.
NOT_CONTENT = {"id", "issue_id", "section", "position", "revision"}
# What its State did is not for editors to take back, and neither is a letter that left.
_BY_THE_STATE = frozenset({PieceStatus.CLEARED, PieceStatus.CHANGED})
Place = tuple[int | None, str, int]  # issue, section, position


@transaction.atomic
def undo_step(piece_id: int, *, revision: int, by: User) -> Piece:
    """Take back the step that brought a contribution to `revision`, unless another one followed.

    It is in the issue again in which it was, at its place, or among the offers. Raises `StaleError`;
    `NotNowError` where an issue that it was in or is in is no draft; `PicturesTooLargeError`;
    `IntegrityError` where its body is no longer recorded.
    """
    events = events_of(Piece).filter(pgh_obj=piece_id).order_by("pgh_id")
    former = events.filter(revision=revision - 1).select_related("issue").last()
    if former is None:
        raise StaleError(Piece.objects.get(pk=piece_id))
    issue = locked_for_edit(former.issue.number, by) if former.issue else None
    piece, left = locked_with_issue(piece_id, by)
    expect(piece, revision)
    step = events.filter(revision=revision).select_related("pgh_context")[0]
    if not may_be_taken_back(former, step):
        raise NotNowError
    _take_content_back(piece, former)
    if _place_of(step) != _place_of(former):
        _take_place_back(piece, former, issue)
    require_small_mail(piece.issue, piece)
    piece.save()
    for changed in {each for each in (issue, left) if each is not None}:
        touch(changed, by)
    if step.status != former.status:
        after_decision(piece)
    return piece


def may_be_taken_back(former: Any, step: Any) -> bool:
    """Whether the step between these two versions is for editors to take back; one query at most."""
    if _is_by_the_state(step):
        return False
    if former.status == step.status:
        return True
    if former.status == PieceStatus.DRAFT or step.status in {PieceStatus.CLEARANCE, PieceStatus.WITHDRAWN}:
        return False
    return bool(former.status != PieceStatus.CLEARANCE or step.status not in _BY_THE_STATE)


def _is_by_the_state(step: Any) -> bool:
    """Whether it was done behind a link, or by an account of a State."""
    facts = step.pgh_context.metadata if step.pgh_context else {}
    if facts.get("origin") == "link":
        return True
    of_states = User.objects.filter(role__in=(Role.FOCAL_POINT, Role.DELEGATION))
    return bool(facts.get("user")) and of_states.filter(pk=facts["user"]).exists()


def _place_of(version: Any) -> Place:
    return version.issue_id, version.section, version.position


def _take_content_back(piece: Piece, former: Any) -> None:
    """Write what it said before; a body that was merged since is the one it was merged into."""
    for name, value in differing(piece, former, leaving_out=NOT_CONTENT).items():
        setattr(piece, name, value)
    if piece.agency_id is not None:
        piece.agency_id = unmerged_agency(piece.agency_id)
    piece.revision += 1


def _take_place_back(piece: Piece, former: Any, issue: Issue | None) -> None:
    """Put it where it was; what others moved since keeps its order."""
    was = _place_of(piece)
    piece.issue, piece.section = issue, former.section
    if issue is not None:
        _make_room(piece, issue, _above(was, former))


def _above(was: Place, former: Any) -> int:
    """The last position that is above it again; its own too, if who is there now got it by its move up."""
    moved_up = was[:2] == (former.issue_id, former.section) and was[2] < former.position
    return int(former.position if moved_up else former.position - 1)


def _make_room(piece: Piece, issue: Issue, above: int) -> None:
    """Number its section from 0 with the contribution after position `above`; itself is not saved."""
    others = issue.pieces.filter(section=piece.section).exclude(pk=piece.pk)
    rows = list(others.order_by("position"))
    index = sum(row.position <= above for row in rows)
    for position, row in enumerate([*rows[:index], piece, *rows[index:]]):
        is_new = row.position != position
        row.position = position
        if is_new and row != piece:
            row.save(update_fields=["position"])
