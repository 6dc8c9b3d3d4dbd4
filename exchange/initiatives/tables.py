"""The open initiatives as the next agenda and report of the Network's annual meeting print them."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative
from exchange.initiatives.wording import proposed_by
from meetings.models import Meeting, Series
from meetings.tables import RoomTable
from nfp_portal.accounts.audience import Audience


def open_initiatives(meeting: Meeting, audience: Audience) -> RoomTable | None:
    """Return those that are open today, oldest first; one query, three with sponsors."""
    if meeting.series != Series.ANNUAL:
        return None
    rows = Initiative.objects.for_audience(audience).open().with_sponsors().order_by("number")
    head = (_("Initiative"), _("Status"), _("Led by"), _("Due"), _("Next step"))
    return RoomTable("initiatives", _("Open initiatives"), head, tuple(map(_cells, rows)))


def _cells(row: Initiative) -> tuple[str, ...]:
    due = date_format(row.due_on, "j F Y") if row.due_on else ""
    title = f"{row.number}. {row.title}"
    if by := proposed_by(row):
        title = f"{title} ({by})"
    if row.is_demonstration:
        title = f"{title} – {_('Demonstration')}"
    return (title, row.status_label, *(text or _("not recorded") for text in (row.lead, due, row.next_step)))
