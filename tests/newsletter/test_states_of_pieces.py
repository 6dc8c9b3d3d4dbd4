"""What a piece is on its way to print, and what the database refuses whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from newsletter import actions
from newsletter.actions.pieces import note_clearance
from newsletter.models import Issue, Piece, PieceStatus
from tests.factories.newsletter import make_editor, make_issue, make_piece

pytestmark = pytest.mark.django_db


def make_cleared_piece(**facts: Any) -> Piece:
    """A piece whose State has cleared the text of now."""
    piece = make_piece(status=PieceStatus.CLEARANCE, needs_clearance=True, **facts)
    note_clearance(piece)
    return piece


def refused(constraint: str, piece: Piece, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Piece.objects.filter(pk=piece.pk).update(**values)


def into(issue: Issue, piece: Piece) -> Piece:
    return actions.accept(piece.pk, number=issue.number, by=make_editor())


@pytest.mark.parametrize("status", [PieceStatus.OFFERED, PieceStatus.HELD_OVER])
def test_a_piece_of_an_issue_is_accepted(status: PieceStatus) -> None:
    piece = make_piece(make_issue())
    refused("piece_of_an_issue_is_accepted", piece, status=status, reason="Later.")


@pytest.mark.parametrize("status", [PieceStatus.HELD_OVER, PieceStatus.DECLINED])
def test_a_piece_is_refused_with_a_reason(status: PieceStatus) -> None:
    refused("a_refused_piece_has_a_reason", make_piece(), status=status)


@pytest.mark.parametrize(
    "changed", [{"headline": "Other"}, {"body": "Other."}, {"credit": "(X)"}, {"audience": "focal_points"}]
)
def test_a_cleared_text_is_kept_by_the_database(changed: dict[str, str]) -> None:
    piece = into(make_issue(), make_cleared_piece(headline="Дрель и «Übung»", body="Zeile\n\n- Punkt"))
    refused("not the one that was cleared", piece, **changed)


def test_a_piece_for_clearance_is_accepted_once_it_is_cleared() -> None:
    piece = make_piece(status=PieceStatus.EDITING, needs_clearance=True)
    with pytest.raises(actions.NotClearedError):
        into(make_issue(), piece)
    refused("a_piece_for_clearance_is_accepted_cleared", piece, status=PieceStatus.ACCEPTED)


def test_what_is_with_its_state_is_not_accepted() -> None:
    piece = make_piece(status=PieceStatus.CLEARANCE, needs_clearance=True)
    with pytest.raises(actions.NotNowError):
        into(make_issue(), piece)


def test_a_change_of_a_cleared_text_makes_the_clearance_void_and_takes_it_out_of_its_issue() -> None:
    issue = make_issue()
    piece = into(issue, make_cleared_piece())
    changed = actions.change_piece(
        piece.pk, revision=piece.revision, by=make_editor(), body="One comma more,"
    )
    assert (changed.status, changed.issue, changed.cleared_hash) == (PieceStatus.EDITING, None, "")
    with pytest.raises(actions.NotClearedError):
        into(issue, changed)


def test_a_change_of_the_by_line_makes_the_clearance_void_and_one_of_the_section_does_not() -> None:
    piece = make_cleared_piece()
    moved = actions.change_piece(piece.pk, revision=piece.revision, by=make_editor(), section="lessons")
    assert moved.status == PieceStatus.CLEARED
    changed = actions.change_piece(piece.pk, revision=moved.revision, by=make_editor(), agency=None)
    assert (changed.status, changed.cleared_at) == (PieceStatus.EDITING, None)


def test_undo_gives_a_changed_text_back_with_its_clearance() -> None:
    piece = make_cleared_piece(body="As cleared.")
    changed = actions.change_piece(piece.pk, revision=piece.revision, by=make_editor(), body="Other.")
    undone = actions.undo_step(piece.pk, revision=changed.revision, by=make_editor())
    assert (undone.status, undone.body, undone.is_cleared) == (PieceStatus.CLEARED, "As cleared.", True)


def test_what_its_state_did_is_not_taken_back_by_an_editor() -> None:
    piece = make_cleared_piece()
    with pytest.raises(actions.NotNowError):
        actions.undo_step(piece.pk, revision=piece.revision, by=make_editor())


def test_a_cleared_piece_that_was_taken_out_of_its_issue_stays_cleared() -> None:
    piece = into(make_issue(), make_cleared_piece())
    assert actions.put_back(piece.pk, by=make_editor()).status == PieceStatus.CLEARED


def test_a_held_over_piece_is_accepted_later_and_its_reason_goes() -> None:
    piece = make_piece()
    actions.hold_over(piece.pk, reason="No room in this issue.", by=make_editor())
    accepted = into(make_issue(), piece)
    assert (accepted.status, accepted.reason) == (PieceStatus.ACCEPTED, "")


def test_the_hash_of_a_clearance_has_a_time() -> None:
    refused("a_clearance_has_a_time_and_a_text", make_piece(), cleared_at=timezone.now())


def test_a_draft_is_shown_to_no_editor() -> None:
    make_piece(status=PieceStatus.DRAFT)
    assert not Piece.objects.waiting().exists()
    assert not Piece.objects.on_the_desk().exists()
    assert not Piece.objects.seen_by_editors().exists()
