"""What is recorded of an area, as tables show it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from exchange.centres.models import Area, Capability, CapabilityStatus, Centre
from exchange.centres.wording import by_area
from nfp_portal.ui.markup import status
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import element


def capability_cell(row: Capability | None) -> SafeString:
    """Show the mark, the word and the note; of no row, that it is not recorded."""
    if row is None:
        return element("span", _("not recorded"), "muted small")
    known = CapabilityStatus(row.status)
    note = element("span", row.note, "table__second")
    return format_html("{}{}", status(known.mark, str(known.label)), note)


def table_of_areas(centre: Centre) -> Table | None:
    """Return all areas of a centre; None where nothing is recorded of any."""
    recorded = by_area(centre)
    if not recorded:
        return None
    rows = (("", [_area_cell(area), capability_cell(recorded.get(area))]) for area in Area)
    return table_of([Column(_("Area")), Column(_("Status"))], rows)


def _area_cell(area: Area) -> SafeString:
    kind = _("Technical") if area.is_technical else _("Operational")
    return format_html("{}{}", area.label, element("span", kind, "table__second"))
