"""The printouts on the page of the participants, for editors."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.onsite.forms import WhoseLetterForm
from meetings.onsite.pdf import address_of
from meetings.onsite.printouts import SIGNED, TITLES, Printout, why_none
from meetings.permissions import may_edit
from meetings.sections import Section
from nfp_portal.accounts.access import Reader
from nfp_portal.audit.models import Purpose
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class Printouts:
    """What can be printed now, what not and why, and who signs; `form` chooses whose letter is printed."""

    offered: list[Button]
    missing: list[tuple[str, str]]
    signature: str
    change: Button
    form: WhoseLetterForm | None
    letter_url: str
    purpose: str = Purpose.MEETING


def printouts_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return what editors print, one click each; five queries."""
    if not may_edit(reader):
        return None
    reasons = {printout: why_none(meeting, printout) for printout in Printout}
    shown = Printouts(
        offered=[button_of(meeting, printout) for printout, reason in reasons.items() if not reason],
        missing=_missing(reasons),
        signature=_signature(meeting),
        change=Button(
            _("Change") if meeting.signatory else _("Say who signs"),
            _signatory_url(meeting),
            "quiet small",
            _("who signs") if meeting.signatory else "",
        ),
        form=None if reasons[Printout.BADGES] or not meeting.signatory else WhoseLetterForm(meeting=meeting),
        letter_url=address_of(meeting, Printout.VISA_LETTERS),
    )
    return Section("meetings/onsite/printouts.html", shown)


def _missing(reasons: Mapping[Printout, str]) -> list[tuple[str, str]]:
    """Return each reason once, after what it is the reason of."""
    titles: dict[str, list[str]] = {}
    for printout, reason in reasons.items():
        if reason:
            titles.setdefault(reason, []).append(str(TITLES[printout]))
    return [(", ".join(of_reason), reason) for reason, of_reason in titles.items()]


def button_of(meeting: Meeting, printout: Printout) -> Button:
    """A signed printout leads to the question who signs, until that is known."""
    if printout in SIGNED and not meeting.signatory:
        return Button(TITLES[printout], f"{_signatory_url(meeting)}?then={printout}")
    return Button(TITLES[printout], address_of(meeting, printout, purpose=Purpose.MEETING))


def _signatory_url(meeting: Meeting) -> str:
    return reverse("meetings:signatory", args=[meeting.slug])


def _signature(meeting: Meeting) -> str:
    if not meeting.signatory:
        return _("Nobody is named yet who signs certificates and letters.")
    values = {"name": meeting.signatory, "function": meeting.signatory_function}
    return _("Certificates and letters are signed by %(name)s, %(function)s.") % values
