"""A call that is open, what came of it, and an edited text that waits for its State. Nothing is mailed."""

from datetime import date, timedelta

from django.utils import timezone

from network.directory.past import end_of
from network.models import State
from network.rounds.models import Addressee, Channel, Outcome, Round
from newsletter.contributions.actions.clearance import about
from newsletter.contributions.models import CALL, CLEARANCE, CallForContributions, Clearance, Offering
from newsletter.models import Issue, Piece, PieceStatus
from nfp_portal.accounts.models import User

NOTHING_THIS_TIME = frozenset({"AD", "IS", "MC"})


def open_call(text: str, due_on: date, editor: User) -> Round:
    opened = _round(CALL, "Call for contributions", due_on, editor)
    states = list(State.objects.participating())
    opened.states.set(states)
    rows = [Addressee(round=opened, state=state, represents=state) for state in states]
    for row in rows:
        if row.state and row.state.iso2 in NOTHING_THIS_TIME:
            _answer(row, Outcome.NOTHING)
    Addressee.objects.bulk_create(rows)
    CallForContributions.objects.create(round=opened, text=text)
    return opened


def _round(kind: str, title: str, due_on: date, editor: User, scope: str = "") -> Round:
    return Round.objects.create(
        kind=kind,
        scope=scope,
        title=title,
        opened_at=timezone.now() - timedelta(days=12),
        opened_by=editor,
        closes_at=end_of(due_on),
        late_days=30,
        is_demonstration=True,
    )


def _answer(row: Addressee, outcome: Outcome) -> None:
    row.outcome, row.channel = outcome, Channel.ON_BEHALF
    row.answered_at, row.note = timezone.now() - timedelta(days=3), "by e-mail"


def offer(piece: Piece, opened: Round) -> None:
    row = opened.addressees.filter(state=piece.state_id).first() if piece.state_id else None
    Offering.objects.create(piece=piece, addressee=row, text=piece.text.to_json())
    if row is not None:
        _answer(row, Outcome.ANSWERED)
        row.save()


def send_for_clearance(piece: Piece, edited: str, remark: str, issue: Issue, editor: User) -> None:
    before = piece.text.to_json()
    piece.body, piece.status, piece.needs_clearance = edited, PieceStatus.CLEARANCE, True
    piece.offered_at = timezone.now() - timedelta(days=6)
    piece.revision += 1
    piece.save()
    due_on = timezone.localdate() + timedelta(days=7)
    title = f"Clearance for newsletter No. {issue.number}"
    opened = _round(CLEARANCE, title, due_on, editor, scope=f"issue-{issue.number}")
    opened.states.set([piece.state] if piece.state else [])
    row = Addressee.objects.create(
        round=opened, state=piece.state, represents=piece.state, about=about(piece)
    )
    Clearance.objects.create(
        piece=piece,
        addressee=row,
        number=1,
        text=piece.text.to_json(),
        text_hash=piece.text.hash,
        before=before,
        remark=remark,
        sent_by=editor,
        sent_at=timezone.now() - timedelta(days=2),
    )
