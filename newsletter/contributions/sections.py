"""The call on the archive and on the editors' desk; clearances on pages of pieces and of approvals."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.contributions.models import CallForContributions, Clearance, Offering, Verdict
from newsletter.models import WITH_EDITORS, Issue, Piece
from newsletter.sections import Section
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of
from nfp_portal.revisions.approval import Rows
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class CallInShort:
    text: str
    due: str
    button: Button | None
    note: str


def call_on_archive(reader: Reader) -> Section | None:
    """Return the open call, with the way to contribute for who may; one query."""
    call = CallForContributions.current()
    if call is None:
        return None
    due = _("By %(day)s") % {"day": date_format(call.due_on, "j F Y")}
    if caller_of(reader) in FOCAL_POINTS:
        content = CallInShort(call.text, due, Button(_("Contribute"), reverse("newsletter:contribute")), "")
    else:
        content = CallInShort(call.text, due, None, _("Focal points contribute after signing in."))
    return Section("newsletter/contributions/call_in_short.html", content)


def call_on_desk(reader: Reader) -> Section | None:
    """Return until when a call is open; one query."""
    call = CallForContributions.current()
    if call is None:
        return None
    sentence = _("A call is open until %(day)s.") % {"day": date_format(call.due_on, "j F Y")}
    content = {"sentence": sentence, "url": call.round.get_absolute_url(), "label": _("See who has answered")}
    return Section("newsletter/contributions/call_on_desk.html", content)


@dataclass(frozen=True)
class SentText:
    """A text that was sent for clearance, and what its State said; `mark` is the kind of the status mark."""

    sent: str
    remark: str
    mark: str
    verdict: str
    reply: str


@dataclass(frozen=True)
class Clearances:
    note: str
    texts: list[SentText]


def clearances_of_piece(piece: Piece) -> Section | None:
    """Return the texts that were sent to the State, newest first; one query."""
    texts = [_sent(each) for each in piece.clearances.select_related("sent_by").order_by("-number")]
    if not texts:
        return None
    note = (
        _("Its State cleared exactly this text. Another one must be cleared again.")
        if piece.is_cleared
        else ""
    )
    return Section("newsletter/contributions/clearances.html", Clearances(note, texts))


def _sent(clearance: Clearance) -> SentText:
    facts = {"name": clearance.sent_by or _("an editor"), "day": date_format(clearance.sent_at, "j F Y")}
    day = date_format(clearance.decided_at, "j F Y, H:i") if clearance.decided_at else ""
    verdict = ", ".join(filter(None, (str(clearance.get_verdict_display()), day)))
    sent = _("Sent by %(name)s on %(day)s") % facts
    return SentText(sent, clearance.remark, _VERDICT_MARKS[clearance.verdict], verdict, clearance.reply)


_VERDICT_MARKS: dict[str, str] = {
    Verdict.WAITING: "waiting",
    Verdict.CLEARED: "confirmed",
    Verdict.CHANGED: "due",
    Verdict.WITHDRAWN: "over",
}


def clearance_of_piece(piece: Piece) -> list[Button]:
    """The way to ask the State of a piece for its OK."""
    if piece.status not in WITH_EDITORS or not (piece.state_id or piece.organisation_id):
        return []
    url = reverse("newsletter:send_for_clearance", args=[piece.pk])
    return [Button(_("Send for clearance"), url, "quiet small", piece.headline)]


def edited_without_clearance(issue: Issue) -> Rows | None:
    """Name the pieces that are not as their State wrote them, and that it has not cleared; one query."""
    offerings = Offering.objects.filter(piece__issue=issue, piece__cleared_hash="", text__isnull=False)
    listed = offerings.select_related("piece__state", "piece__organisation").order_by("piece__position", "pk")
    pieces = [each.piece for each in listed if each.offered_text != each.piece.text]
    if not pieces:
        return None
    number = len(pieces)
    summary = ngettext("text edited and not cleared", "texts edited and not cleared", number)
    rows = [(str(each.state or each.organisation or ""), each.headline) for each in pieces]
    note = _("Their States have not seen what editors changed. Send back what they are to clear first.")
    return Rows("uncleared", _("Edited, not cleared"), summary, number, rows, note)
