"""What holds of the pictures of a piece: cleared, described, frozen, small enough for the mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.utils import timezone

from newsletter import actions
from newsletter.actions.issues import locked_for_edit
from newsletter.contributions.retention import purge_pictures
from newsletter.models import Issue, Piece, PieceStatus
from newsletter.pictures.models import StoredPicture
from nfp_portal.accounts.models import User
from tests.factories.contributions import clearance_link, sent_for_clearance
from tests.factories.network import make_appointment
from tests.factories.newsletter import approved, fresh, make_issue, make_piece
from tests.factories.pictures import make_large_picture, make_picture, with_pictures

pytestmark = pytest.mark.django_db


def cleared(*pictures: Any) -> Piece:
    make_appointment("AT")
    piece = with_pictures(make_piece(), *pictures)
    clearance = sent_for_clearance(piece)
    link = clearance_link(clearance)
    Client().post(link, {"act": "clear", "text": clearance.text_hash, "name": "Ana Gruber"})
    piece.refresh_from_db()
    assert piece.status == PieceStatus.CLEARED
    return piece


def written(piece: Piece, **changes: str) -> None:
    """Write another picture past the actions."""
    with transaction.atomic():
        pictures = [piece.pictures[0] | changes, *piece.pictures[1:]]
        Piece.objects.filter(pk=piece.pk).update(pictures=pictures)


@pytest.mark.parametrize("name", ["digest", "alternative", "credit"])
def test_pictures_are_printed_as_they_were_cleared(name: str) -> None:
    piece = cleared(make_picture(), make_picture("A second one", "red"))
    with pytest.raises(IntegrityError, match="not the one that was cleared"):
        written(piece, **{name: "other"})


def test_the_order_of_cleared_pictures_is_that_which_was_cleared() -> None:
    piece = cleared(make_picture(), make_picture("A second one", "red"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.filter(pk=piece.pk).update(pictures=piece.pictures[::-1])


def test_an_editor_who_changes_a_picture_ends_the_clearance(editor: User) -> None:
    piece = cleared(make_picture())
    pictures = [make_picture("Something else").to_json()]
    changed = actions.change_piece(piece.pk, revision=piece.revision, by=editor, pictures=pictures)
    assert (changed.status, changed.cleared_hash) == (PieceStatus.EDITING, "")


def test_the_state_sees_the_pictures_that_it_clears_with_their_words() -> None:
    make_appointment("AT")
    piece = with_pictures(make_piece(), make_picture("Officers at a bridge", credit="(BMI)"))
    shown = Client().get(clearance_link(sent_for_clearance(piece))).content.decode()
    assert 'alt="Officers at a bridge"' in shown
    assert "Described as:</span> Officers at a bridge" in shown
    assert "(BMI)" in shown


def test_a_picture_that_says_nothing_is_in_no_offered_piece() -> None:
    with pytest.raises(IntegrityError, match="each_picture_says_what_it_shows"), transaction.atomic():
        with_pictures(make_piece(), make_picture(""))
    with_pictures(make_piece(status=PieceStatus.DRAFT), make_picture(""))


def test_pictures_of_an_approved_issue_are_frozen() -> None:
    issue = make_issue()
    piece = with_pictures(make_piece(issue), make_picture())
    approved(issue)
    with pytest.raises(InternalError, match="approved and frozen"):
        written(piece, alternative="Another")


@pytest.mark.parametrize("name", ["digest", "alternative", "credit"])
def test_the_fingerprint_of_an_issue_covers_its_pictures(name: str) -> None:
    issue = make_issue()
    piece = with_pictures(make_piece(issue), make_picture())
    before = fresh(issue).fingerprint()
    written(piece, **{name: "other"})
    assert fresh(issue).fingerprint() != before


# 600 kB together --------------------------------------------------------------------------------


@pytest.fixture
def full(editor: User) -> Issue:
    """An issue whose mail has room for less than one more large picture."""
    issue = make_issue(by=editor)
    pictures = [make_large_picture(seed) for seed in range(1, 9)]
    together = 0
    chosen = []
    for each in pictures:
        if together + each.size <= 600_000:
            together += each.size
            chosen.append(each)
    with_pictures(make_piece(issue), *chosen)
    assert together > 500_000
    return issue


def test_a_piece_whose_pictures_are_too_large_is_not_accepted(full: Issue, desk: Client) -> None:
    piece = with_pictures(make_piece(), make_large_picture(9))
    answer = desk.post(f"/newsletter/issues/{full.number}/take-in/{piece.pk}/", follow=True)
    assert " kB; its mail takes 600 kB. Remove pictures of at least " in answer.content.decode()
    piece.refresh_from_db()
    assert piece.issue is None


def test_what_is_for_focal_points_only_is_not_in_the_mail_and_has_no_limit(full: Issue, editor: User) -> None:
    piece = with_pictures(make_piece(audience="focal_points"), make_large_picture(9))
    accepted = actions.accept(piece.pk, number=full.number, by=editor)
    with pytest.raises(actions.PicturesTooLargeError):
        actions.change_piece(accepted.pk, revision=accepted.revision, by=editor, audience="all")


def test_the_same_picture_twice_counts_once(full: Issue, editor: User) -> None:
    first = fresh(full).pieces.get()
    again = with_pictures(make_piece(), first.text.pictures[0])
    assert actions.accept(again.pk, number=full.number, by=editor).issue == full


def test_the_database_refuses_too_much_from_any_writer(full: Issue) -> None:
    piece = with_pictures(make_piece(), make_large_picture(9))
    with (
        pytest.raises(IntegrityError, match="are too large"),
        transaction.atomic(),
    ):
        Piece.objects.filter(pk=piece.pk).update(issue=full, status="accepted", position=999)


def test_an_editor_reads_at_the_field_how_much_is_too_much(full: Issue, desk: Client) -> None:
    piece, picture = make_piece(full), make_large_picture(9)
    typed = {
        "section": "states", "headline": piece.headline, "body": piece.body, "audience": "all",
        "language": "en",
        "revision": str(piece.revision), "pictures-shown": "on", "pictures-digest": picture.digest,
        "pictures-alternative": "Noise", "pictures-credit": "", "pictures-state": "",
    }  # fmt: skip
    answer = desk.post(f"/newsletter/contributions/{piece.pk}/", typed)
    assert answer.status_code == 422
    assert "its mail takes 600 kB" in answer.content.decode()
    assert locked_for_edit(full.number, User.objects.get(pk=full.edited_by_id)).pieces.count() == 2


def test_an_undo_brings_a_picture_back(editor: User) -> None:
    piece = with_pictures(make_piece(make_issue(by=editor)), make_picture("Kept"))
    changed = actions.change_piece(piece.pk, revision=piece.revision, by=editor, pictures=[])
    assert changed.text.pictures == ()
    back = actions.undo_step(piece.pk, revision=changed.revision, by=editor)
    assert [each.alternative for each in back.text.pictures] == ["Kept"]


def test_a_picture_that_is_in_no_text_is_kept_for_a_day() -> None:
    kept = make_picture("Kept")
    piece = with_pictures(make_piece(), kept)
    with_pictures(piece, make_picture("Its successor", "red"))
    make_picture("Never used", "green")
    assert purge_pictures() == 0
    StoredPicture.objects.update(stored_at=timezone.now() - timedelta(hours=25))
    assert purge_pictures() == 1
    assert StoredPicture.objects.filter(digest=kept.digest).exists()
