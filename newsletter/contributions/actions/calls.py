"""Open a call, write pieces in answer to it, withdraw them, say that there is nothing this time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory.past import end_of
from network.models import Organisation, State
from network.rounds.actions.answers import GivenAnswer, lock_addressee, record
from network.rounds.actions.opening import close_round, open_round
from network.rounds.kinds import Plan
from network.rounds.models import Addressee, Outcome, Round
from newsletter.actions.pieces import save_piece, write_text
from newsletter.contributions.actions.clearance import lock_newest, note_withdrawal, wait_again
from newsletter.contributions.models import CALL, CallForContributions, Clearance, Offering, Verdict
from newsletter.models import UNDECIDED, Piece, PieceStatus, PrintedText
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect

# So long after its last day a call still takes pieces: they wait for the issue after the next.
LATE_DAYS = 30
REMINDER_BEFORE = timedelta(days=7)


class PieceDecidedError(Exception):
    """The piece is in an issue, refused or withdrawn: its contributor changes it no more."""


class NotTheirsError(Exception):
    """The piece belongs to somebody else."""


class ForeignAgencyError(Exception):
    """The agency of the by-line is one of another State."""


class PiecesOfferedError(Exception):
    """The State has offered pieces: it cannot say that there is nothing from it."""


@dataclass(frozen=True)
class Contributor:
    """Who writes, for which body, and in answer to which call (none where no call asks them)."""

    given: GivenAnswer
    row: Addressee | None = None
    state: State | None = None
    organisation: Organisation | None = None
    mailbox_key: UUID | None = None

    def offerings(self) -> models.QuerySet[Offering]:
        """The pieces that are theirs to read and change: their body's in this call, or their own.

        The by-line must be the body they speak for today: who changed States leaves them to the former one.
        """
        own = models.Q(piece__author=self.given.by) if self.given.by else models.Q(pk=None)
        if self.row is not None:
            own |= models.Q(addressee=self.row)
        return Offering.objects.filter(own, piece__state=self.state, piece__organisation=self.organisation)

    def wrote(self, offering: Offering) -> bool:
        """Whether a piece is theirs to read and change; one query."""
        return self.offerings().filter(pk=offering.pk).exists()


@transaction.atomic
def open_call(*, due_on: date, text: str, by: User, states: tuple[State, ...] = ()) -> CallForContributions:
    """Ask the focal points of all States (or of these) to write; an open call ends."""
    for earlier in Round.objects.open().of_kind(CALL):
        close_round(earlier.key)
    today = timezone.localdate()
    reminder = due_on - REMINDER_BEFORE
    plan = Plan(
        kind=CALL,
        title=_("Call for contributions"),
        states=states or tuple(State.objects.participating()),
        closes_at=end_of(due_on),
        late_days=LATE_DAYS,
        reminders_on=(reminder,) if reminder > today else (),
    )
    return CallForContributions.objects.create(round=open_round(plan, by=by), text=text)


@transaction.atomic
def save_piece_of(
    contributor: Contributor, key: UUID, facts: dict[str, Any], *, revision: int, offers: bool
) -> Piece:
    """Keep what was written as a draft, or offer it to the editors.

    A piece that was offered before is replaced, and waits for the editors again. Raises `StaleError`,
    `PieceDecidedError`, `NotTheirsError`, `ForeignAgencyError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    agency = facts.get("agency")
    if agency is not None and agency.state != contributor.state:
        raise ForeignAgencyError
    row = _lock(contributor)
    offering = _locked_offering(contributor, key)
    if offering is None:
        offering = _begin(contributor, key, facts)
    else:
        _rewrite(offering.piece, facts, revision, offers=offers)
    if offers:
        _offer(offering, row, contributor)
    return offering.piece


def _lock(contributor: Contributor) -> Addressee | None:
    """Let nobody else write for the same call, or from the same account, until the transaction ends."""
    if contributor.row is not None:
        return lock_addressee(contributor.row.key)
    if contributor.given.by is not None:
        User.objects.select_for_update(no_key=True).get(pk=contributor.given.by.pk)
    return None


def _locked_offering(contributor: Contributor, key: UUID) -> Offering | None:
    offering = Offering.objects.filter(key=key).first()
    if offering is None:
        return None
    offering.piece = Piece.objects.select_for_update().get(pk=offering.piece_id)
    if not contributor.wrote(offering):
        raise NotTheirsError
    return offering


def _locked_with_clearance(contributor: Contributor, key: UUID) -> tuple[Offering, Clearance | None]:
    """Lock what a piece was last sent to its State with, then the piece, as the clearance does."""
    newest = lock_newest(Offering.objects.get(key=key).piece_id)
    offering = _locked_offering(contributor, key)
    if offering is None:
        raise Offering.DoesNotExist
    if newest is not None:
        newest.piece = offering.piece
    return offering, newest


def _begin(contributor: Contributor, key: UUID, facts: dict[str, Any]) -> Offering:
    bodies = {"state": contributor.state, "organisation": contributor.organisation}
    piece = Piece.objects.create(status=PieceStatus.DRAFT, author=contributor.given.by, **(bodies | facts))
    return Offering.objects.create(
        key=key, piece=piece, addressee=contributor.row, mailbox_key=contributor.mailbox_key
    )


def _rewrite(piece: Piece, facts: dict[str, Any], revision: int, *, offers: bool) -> None:
    changeable = UNDECIDED - {PieceStatus.CLEARANCE} if offers else {PieceStatus.DRAFT}
    if piece.status not in changeable:
        raise PieceDecidedError
    expect(piece, revision)
    written = {name: facts[name] for name in _TEXT if name in facts}
    write_text(piece, PrintedText.from_json(piece.text.to_json() | written))
    for name, value in facts.items():
        setattr(piece, name, value)
    if not offers:
        save_piece(piece)


_TEXT = ("headline", "body", "credit", "audience", "language", "pictures")


def _offer(offering: Offering, row: Addressee | None, contributor: Contributor) -> None:
    piece = offering.piece
    piece.status, piece.reason, piece.offered_at = PieceStatus.OFFERED, "", timezone.now()
    save_piece(piece)
    offering.text = piece.text.to_json()
    offering.save()
    if row is not None:
        record(row, contributor.given, Outcome.ANSWERED)


@transaction.atomic
def withdraw(contributor: Contributor, key: UUID) -> Piece | None:
    """Take a piece back from the editors; a draft is deleted (None).

    Raises `PieceDecidedError`, `NotTheirsError`, `Offering.DoesNotExist`.
    """
    offering, newest = _locked_with_clearance(contributor, key)
    piece = offering.piece
    if piece.status == PieceStatus.DRAFT:
        offering.delete()
        piece.delete()
        return None
    if piece.status not in UNDECIDED:
        raise PieceDecidedError
    if piece.status == PieceStatus.CLEARANCE:
        if newest is None or newest.verdict != Verdict.WAITING:  # sent in this moment
            raise PieceDecidedError
        note_withdrawal(newest, contributor.given)
    piece.status = PieceStatus.WITHDRAWN
    save_piece(piece)
    return piece


@transaction.atomic
def offer_again(contributor: Contributor, key: UUID) -> Piece:
    """Undo a withdrawal. Raises `PieceDecidedError`, `NotTheirsError`, `Offering.DoesNotExist`."""
    offering, newest = _locked_with_clearance(contributor, key)
    piece = offering.piece
    if piece.status != PieceStatus.WITHDRAWN:
        raise PieceDecidedError
    if newest is None or not newest.addressee.round.is_open or not wait_again(newest):
        piece.status = PieceStatus.CLEARED if piece.is_cleared else PieceStatus.OFFERED
    save_piece(piece)
    return piece


@transaction.atomic
def report_nothing(contributor: Contributor) -> None:
    """Record that a State has nothing this time.

    Raises `PiecesOfferedError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    if contributor.row is None:
        return
    row = lock_addressee(contributor.row.key)
    offered = Piece.objects.filter(offering__addressee=row).exclude(
        status__in=(PieceStatus.DRAFT, PieceStatus.WITHDRAWN)
    )
    if offered.exists():
        raise PiecesOfferedError
    record(row, contributor.given, Outcome.NOTHING)
