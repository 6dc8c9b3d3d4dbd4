"""Accept pieces into an issue, order and edit them, hold them over, decline them, mark them as cleared."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.actions.issues import NotNowError, locked_for_edit, touch
from newsletter.effects import after_decision
from newsletter.models import WITH_EDITORS, Issue, Piece, PieceStatus, PrintedText
from newsletter.pictures.values import LARGEST_TOGETHER, pictures_from, size_together
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect

# What a State clears with the text, though its hash does not cover it: names of bodies change by themselves.
_BY_LINE = ("state", "agency", "organisation")


class NotClearedError(NotNowError):
    """The piece needs the OK of its State, which has not cleared the text of now."""


class PicturesTooLargeError(NotNowError):
    """The pictures of the issue would be too large for its mail, by so many bytes."""

    def __init__(self, issue: Issue, together: int) -> None:
        super().__init__(issue)
        self._together = together

    @property
    def sentence(self) -> str:
        """Say how much is too much, in kB of 1,000 bytes."""
        facts = {"together": -(-self._together // 1000), "most": LARGEST_TOGETHER // 1000}
        text = _(
            "The pictures of this issue would be %(together)d kB; its mail takes %(most)d kB."
            " Remove pictures of at least %(excess)d kB."
        )
        return text % (facts | {"excess": facts["together"] - facts["most"]})


def require_small_mail(issue: Issue | None, changed: Piece) -> None:
    """Raise `PicturesTooLargeError` unless the pictures of the locked issue fit in its mail with this piece.

    The trigger `keep_mail_small` of pieces holds other writers to the same.
    """
    if issue is None or not changed.pictures:
        return
    others = issue.pieces.filter(audience=Audience.ALL).exclude(pk=changed.pk)
    rows = [*others.values_list("pictures", flat=True), [] if changed.is_restricted else changed.pictures]
    together = size_together(picture for pictures in rows for picture in pictures_from(pictures))
    if together > LARGEST_TOGETHER:
        raise PicturesTooLargeError(issue, together)


@transaction.atomic
def change_piece(piece_id: int, *, revision: int, by: User, **values: Any) -> Piece:
    """Edit a piece, in an issue or not; another text than the cleared one leaves its issue.

    Raises `StaleError` if it changed since `revision`, `NotNowError` if its issue is no draft.
    """
    piece, issue = locked_with_issue(piece_id, by)
    expect(piece, revision)
    before = _printed(piece)
    moved = "section" in values and values["section"] != piece.section
    for name, value in values.items():
        setattr(piece, name, value)
    if _printed(piece) != before:
        _note_new_text(piece)
    if moved and piece.issue and issue:
        piece.position = end_of(issue, piece.section)
    save_piece(piece, issue, by)
    return piece


def _printed(piece: Piece) -> list[object]:
    return [piece.text, *(getattr(piece, f"{name}_id") for name in _BY_LINE)]


def _note_new_text(piece: Piece) -> None:
    """Make a clearance void, and say that the editors are at work on it."""
    piece.cleared_hash, piece.cleared_at = "", None
    if piece.needs_clearance and piece.status == PieceStatus.ACCEPTED:
        piece.issue = None
    if piece.issue is None and piece.status in WITH_EDITORS | {PieceStatus.CLEARANCE, PieceStatus.ACCEPTED}:
        piece.status = PieceStatus.EDITING


@transaction.atomic
def write_piece(number: int, key: UUID, *, by: User, **values: Any) -> Piece:
    """Set a piece of the editors' own at the end of its section in the issue, once for each key.

    Raises `PicturesTooLargeError`; `NotNowError` if the issue is no draft.
    """
    issue = locked_for_edit(number, by)
    name = f"own-{key.hex}"
    if there := Piece.objects.filter(news_key=name).first():
        return there
    piece = Piece(
        issue=issue,
        author=by,
        status=PieceStatus.ACCEPTED,
        news_key=name,
        position=end_of(issue, values["section"]),
        is_demonstration=issue.is_demonstration,
        **values,
    )
    require_small_mail(issue, piece)
    piece.save()
    touch(issue, by)
    return piece


@transaction.atomic
def accept(piece_id: int, *, number: int, by: User) -> Piece:
    """Set a piece at the end of its section in the issue; once there it stays where it is.

    Raises `NotClearedError`; `NotNowError` where it is in another issue, or not the editors' to decide on.
    """
    issue = locked_for_edit(number, by)
    piece = Piece.objects.select_for_update().get(pk=piece_id)
    if piece.issue_id == issue.pk:
        return piece
    if piece.issue_id is not None or piece.status not in WITH_EDITORS:
        raise NotNowError
    if piece.needs_clearance and not piece.is_cleared:
        raise NotClearedError
    piece.issue = issue
    piece.status, piece.reason = PieceStatus.ACCEPTED, ""
    piece.position = end_of(issue, piece.section)
    save_piece(piece, issue, by)
    after_decision(piece)
    return piece


@transaction.atomic
def put_back(piece_id: int, *, by: User) -> Piece:
    """Take a piece out of its issue; it waits for the editors again, and stays cleared."""
    piece, issue = locked_with_issue(piece_id, by)
    piece.issue = None
    piece.status = PieceStatus.CLEARED if piece.is_cleared else PieceStatus.OFFERED
    save_piece(piece, issue, by)
    after_decision(piece)
    return piece


def decline(piece_id: int, *, reason: str, by: User) -> Piece:
    """Say no to a piece. Raises `NotNowError`."""
    return _refuse(piece_id, PieceStatus.DECLINED, reason, by)


def hold_over(piece_id: int, *, reason: str, by: User) -> Piece:
    """Keep a piece for a later issue. Raises `NotNowError`."""
    return _refuse(piece_id, PieceStatus.HELD_OVER, reason, by)


@transaction.atomic
def _refuse(piece_id: int, status: PieceStatus, reason: str, by: User) -> Piece:
    piece, issue = locked_with_issue(piece_id, by)
    if issue is not None or piece.status not in WITH_EDITORS | {PieceStatus.CLEARANCE}:
        raise NotNowError
    piece.status, piece.reason = status, reason
    save_piece(piece, issue, by)
    after_decision(piece)
    return piece


@transaction.atomic
def move(piece_id: int, *, down: bool, steps: int = 1, by: User) -> Piece | None:
    """Move it within its section, past `steps` others at most; at the end nothing happens (None)."""
    piece, issue = locked_with_issue(piece_id, by)
    if issue is None:
        raise NotNowError
    rows = list(issue.pieces.filter(section=piece.section).order_by("position"))
    positions = [row.position for row in rows]
    before = rows.index(piece)
    after = max(0, min(before + (steps if down else -steps), len(rows) - 1))
    if after == before:
        return None
    rows.insert(after, rows.pop(before))
    for row, position in zip(rows, positions, strict=True):
        if row == piece:
            piece.position = position
        elif row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    save_piece(piece, issue, by)
    return piece


def locked_with_issue(piece_id: int, by: User) -> tuple[Piece, Issue | None]:
    """Lock the issue, then its piece: the order every action takes."""
    piece = Piece.objects.select_related("issue").get(pk=piece_id)
    issue = locked_for_edit(piece.issue.number, by) if piece.issue else None
    piece = Piece.objects.select_for_update().get(pk=piece_id)
    if piece.issue_id != (issue.pk if issue else None):
        raise NotNowError
    return piece, issue


def end_of(issue: Issue, section: str) -> int:
    """Return the position after the last of a section."""
    last = issue.pieces.filter(section=section).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def save_piece(piece: Piece, issue: Issue | None = None, by: User | None = None) -> None:
    """Save a locked piece as a new revision, and note the change on its issue.

    Raises `PicturesTooLargeError`.
    """
    require_small_mail(issue if piece.issue_id else None, piece)
    piece.revision += 1
    piece.save()
    if issue is not None and by is not None:
        touch(issue, by)


# What its State does; the piece is locked, and not in an issue. -----------------------------------------


def write_text(piece: Piece, text: PrintedText) -> None:
    """Replace the text of a piece; what was cleared before is not cleared any more. Nothing is saved."""
    piece.cleared_hash, piece.cleared_at = "", None
    for name, value in text.to_json().items():
        setattr(piece, name, value)


def note_clearance(piece: Piece) -> None:
    """Mark the text of now as cleared, and save it."""
    piece.status = PieceStatus.CLEARED
    piece.cleared_hash, piece.cleared_at = piece.text.hash, timezone.now()
    save_piece(piece)
