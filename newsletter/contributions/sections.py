"""The call for contributions on the archive and on the editors' desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsletter.contributions.models import CallForContributions
from newsletter.models import WITH_EDITORS, Piece
from newsletter.sections import Section
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of
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


def clearance_of_piece(piece: Piece) -> list[Button]:
    """The way to ask the State of a piece for its OK."""
    if piece.status not in WITH_EDITORS or not (piece.state_id or piece.organisation_id):
        return []
    url = reverse("newsletter:send_for_clearance", args=[piece.pk])
    return [Button(_("Send for clearance"), url, "quiet small", piece.headline)]
