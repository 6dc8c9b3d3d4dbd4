"""What contributors read of their pieces, in six languages."""

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import pgettext, pgettext_lazy

from newsletter.contributions.models import Clearance, Verdict
from newsletter.models import Piece, PieceStatus
from newsletter.wording import PIECE_MARKS
from nfp_portal.ui.letters import written_day

STATUSES: dict[str, str | Promise] = {
    PieceStatus.DRAFT: pgettext_lazy("letter", "Draft, not sent yet"),
    PieceStatus.OFFERED: pgettext_lazy("letter", "With the editors"),
    PieceStatus.EDITING: pgettext_lazy("letter", "The editors are at work on it"),
    PieceStatus.CLEARANCE: pgettext_lazy("letter", "With you for clearance"),
    PieceStatus.CHANGED: pgettext_lazy("letter", "With the editors, as you changed it"),
    PieceStatus.CLEARED: pgettext_lazy("letter", "Cleared by you"),
    PieceStatus.ACCEPTED: pgettext_lazy("letter", "Accepted"),
    PieceStatus.HELD_OVER: pgettext_lazy("letter", "Held over for a later issue"),
    PieceStatus.DECLINED: pgettext_lazy("letter", "Declined"),
    PieceStatus.WITHDRAWN: pgettext_lazy("letter", "Withdrawn"),
}
# With the State it is the State's turn.
MARKS = PIECE_MARKS | {PieceStatus.CLEARANCE: "due", PieceStatus.CHANGED: "waiting"}


def status_for_contributor(piece: Piece) -> str:
    """Say where a piece is, with its issue where it is in one."""
    text = str(STATUSES[piece.status])
    if piece.issue is None:
        return text
    number = pgettext("letter", "No. %(number)d") % {"number": piece.issue.number}
    return f"{text}: {number}"


def verdict_in_words(clearance: Clearance) -> str:
    """Say what a State answered and when; "" while it has not."""
    if clearance.decided_at is None:
        return ""
    at = localtime(clearance.decided_at)
    values = {"day": written_day(at.date()), "time": f"{at:%H:%M}"}
    sentences = {
        Verdict.CLEARED: pgettext("letter", "Cleared %(day)s, %(time)s. Printed exactly so."),
        Verdict.CHANGED: pgettext("letter", "You changed the text %(day)s, %(time)s. The editors have it."),
        Verdict.WITHDRAWN: pgettext("letter", "Withdrawn %(day)s, %(time)s. It is not printed."),
    }
    return sentences[Verdict(clearance.verdict)] % values
