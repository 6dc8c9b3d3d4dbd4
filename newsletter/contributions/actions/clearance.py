"""Send an edited text to its State, and record what the State says of it.

The issue is locked first, then the round, the addressee and the piece.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory.past import end_of
from network.models import Organisation, State
from network.rounds.actions.answers import GivenAnswer, ask_again, lock_addressee, record
from network.rounds.actions.letters import ask_one
from network.rounds.actions.opening import add_addressees, open_round
from network.rounds.kinds import Plan, kind_named
from network.rounds.models import Addressee, Outcome, Round
from newsletter.actions.issues import NotNowError
from newsletter.actions.pieces import note_clearance, save_piece, write_text
from newsletter.contributions.models import CLEARANCE, Clearance, Offering, Verdict
from newsletter.models import WITH_EDITORS, Issue, Piece, PieceStatus, PrintedText
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect

# So long after the day by which an answer is asked for, the link still takes one.
LATE_DAYS = 60
REMINDER_BEFORE = timedelta(days=2)


class NobodyClearsError(Exception):
    """The piece has no State and no organisation whose OK could be asked for."""


class TextReplacedError(Exception):
    """The text is not the newest one, or no longer with its State."""


@dataclass(frozen=True)
class Sending:
    """What an editor sends: for which issue, by when an answer is asked for, with which remark."""

    number: int
    due_on: date
    remark: str = ""


def about(piece: Piece) -> str:
    return f"piece-{piece.pk}"


@transaction.atomic
def send_for_clearance(piece_id: int, sending: Sending, *, revision: int, by: User) -> Clearance:
    """Ask the State (or organisation) of the by-line whether the text of now may be printed.

    Raises `StaleError`, `NobodyClearsError`; `NotNowError` where it is in an issue, or not the editors' now.
    """
    # Two who send the first texts of an issue at once open one round: the second waits here.
    Issue.objects.select_for_update(no_key=True).filter(number=sending.number).first()
    scope = f"issue-{sending.number}"
    opened = Round.objects.open().select_for_update(no_key=True).filter(kind=CLEARANCE, scope=scope).first()
    piece = Piece.objects.select_for_update().get(pk=piece_id)
    expect(piece, revision)
    if piece.status not in WITH_EDITORS:
        raise NotNowError
    if (body := piece.state or piece.organisation) is None:
        raise NobodyClearsError
    piece.status, piece.needs_clearance = PieceStatus.CLEARANCE, True
    piece.cleared_hash, piece.cleared_at = "", None
    save_piece(piece)
    row = _asked(opened, piece, body) if opened else None
    number = piece.clearances.count() + 1
    if opened is None or row is None:
        row = _new_addressee(opened, piece, body, sending, by)
    elif row.is_answered:
        ask_again(row)
    clearance = Clearance.objects.create(
        piece=piece,
        addressee=row,
        number=number,
        text=piece.text.to_json(),
        text_hash=piece.text.hash,
        before=_own_text(piece).to_json(),
        remark=sending.remark,
        sent_by=by,
    )
    if opened is not None:
        _extend(opened, sending.due_on)
        ask_one(row, row.clearances.count())
    return clearance


def _asked(opened: Round, piece: Piece, body: State | Organisation) -> Addressee | None:
    whom = {"state": body} if isinstance(body, State) else {"organisation": body}
    rows = Addressee.objects.select_for_update(of=["self"]).select_related("round")
    return rows.filter(round=opened, about=about(piece), **whom).first()


def _new_addressee(
    opened: Round | None, piece: Piece, body: State | Organisation, sending: Sending, by: User
) -> Addressee:
    plan = _plan(piece, body, sending)
    if opened is None:
        return open_round(plan, by=by).addressees.select_related("round").get()
    kind = kind_named(CLEARANCE)
    [row] = add_addressees(opened, kind, kind.addressees(plan))
    if isinstance(body, State):
        opened.states.add(body)
    return row


def _plan(piece: Piece, body: State | Organisation, sending: Sending) -> Plan:
    reminder = sending.due_on - REMINDER_BEFORE
    return Plan(
        kind=CLEARANCE,
        title=_("Clearance for newsletter No. %(number)d") % {"number": sending.number},
        states=(body,) if isinstance(body, State) else (),
        organisations=() if isinstance(body, State) else (body,),
        closes_at=end_of(sending.due_on),
        scope=f"issue-{sending.number}",
        late_days=LATE_DAYS,
        reminders_on=(reminder,) if reminder > timezone.localdate() else (),
        about=about(piece),
    )


def _own_text(piece: Piece) -> PrintedText:
    """What the State wrote last; where the editors entered the piece themselves, the text of now."""
    offering = Offering.objects.filter(piece=piece).first()
    return (offering.offered_text if offering else None) or piece.text


def _extend(opened: Round, due_on: date) -> None:
    if due_on > opened.closes_on:
        opened.closes_at = end_of(due_on)
        opened.save(update_fields=["closes_at"])


# What its State says ------------------------------------------------------------------------------


@transaction.atomic
def clear(key: UUID, *, text_hash: str, given: GivenAnswer) -> Clearance:
    """Note that exactly this text may be printed.

    Raises `TextReplacedError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row, clearance = _locked(key, text_hash)
    note_clearance(clearance.piece)
    return _decide(row, clearance, Verdict.CLEARED, given)


@transaction.atomic
def change(key: UUID, text: PrintedText, *, text_hash: str, reply: str, given: GivenAnswer) -> Clearance:
    """Give the editors another text; it needs a clearance of its own if they touch it.

    Raises `TextReplacedError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row, clearance = _locked(key, text_hash)
    piece = clearance.piece
    write_text(piece, text)
    piece.status = PieceStatus.CHANGED
    save_piece(piece)
    Offering.objects.filter(piece=piece).update(text=text.to_json())
    clearance.reply = reply
    return _decide(row, clearance, Verdict.CHANGED, given)


@transaction.atomic
def withdraw(key: UUID, *, given: GivenAnswer) -> Clearance:
    """Take the piece back while it waits for this body, or is cleared by it and in no issue.

    Raises `TextReplacedError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    clearance = _latest(row)
    piece = clearance.piece
    if not clearance.may_be_withdrawn:
        raise TextReplacedError
    piece.status = PieceStatus.WITHDRAWN
    save_piece(piece)
    if clearance.verdict != Verdict.WAITING:
        return clearance
    return _decide(row, clearance, Verdict.WITHDRAWN, given)


@transaction.atomic
def undo_withdrawal(key: UUID) -> Clearance:
    """Put the piece where it was before its State withdrew it. Raises as `withdraw` does."""
    row = lock_addressee(key)
    clearance = _latest(row)
    piece = clearance.piece
    if not clearance.may_be_restored:
        raise TextReplacedError
    if not wait_again(clearance):
        piece.status = PieceStatus.CLEARED if piece.is_cleared else PieceStatus.CHANGED
    save_piece(piece)
    return clearance


def lock_newest(piece_id: int) -> Clearance | None:
    """Return the newest clearance of a piece, locked with its round, so that the piece is locked next.

    None where it was never sent. Call it in a transaction.
    """
    rows = Clearance.objects.filter(piece=piece_id).order_by("-number")
    if (key := rows.values_list("addressee__key", flat=True).first()) is None:
        return None
    Round.objects.select_for_update(no_key=True).get(addressees__key=key)
    row = Addressee.objects.select_related("round").select_for_update(of=["self"]).get(key=key)
    return row.clearances.order_by("-number").first()


def note_withdrawal(clearance: Clearance, given: GivenAnswer) -> None:
    """Note that a text that waited was withdrawn by another way than its own page; both are locked."""
    _decide(clearance.addressee, clearance, Verdict.WITHDRAWN, given)


def wait_again(clearance: Clearance) -> bool:
    """Ask its State again about a text withdrawn while it waited, if it is that of now; save no piece."""
    piece = clearance.piece
    is_of_now = clearance.may_be_restored and clearance.text_hash == piece.text.hash
    if clearance.verdict != Verdict.WITHDRAWN or not is_of_now:
        return False
    clearance.verdict, clearance.decided_at = Verdict.WAITING, None
    clearance.save()
    ask_again(clearance.addressee)
    piece.status = PieceStatus.CLEARANCE
    return True


def _locked(key: UUID, text_hash: str) -> tuple[Addressee, Clearance]:
    row = lock_addressee(key)
    clearance = _latest(row)
    if not clearance.is_current or clearance.text_hash != text_hash:
        raise TextReplacedError
    return row, clearance


def _latest(row: Addressee) -> Clearance:
    clearance = row.clearances.order_by("-number").first()
    if clearance is None:
        raise TextReplacedError
    clearance.piece = Piece.objects.select_for_update().get(pk=clearance.piece_id)
    return clearance


def _decide(row: Addressee, clearance: Clearance, verdict: Verdict, given: GivenAnswer) -> Clearance:
    clearance.verdict, clearance.decided_at = verdict, timezone.now()
    clearance.save()
    record(row, given, Outcome.ANSWERED)
    return clearance
