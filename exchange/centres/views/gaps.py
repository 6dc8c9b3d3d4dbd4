"""What each centre has and lacks, area by area: a page to read and print, and a spreadsheet."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from exchange.centres.models import Area, Centre
from exchange.centres.tables import capability_cell
from exchange.centres.wording import by_area, capability_in_words
from network.labels import day_in_words
from nfp_portal.accounts.access import FOCAL_POINTS, allow
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element


@allow(FOCAL_POINTS)
def gaps(request: HttpRequest) -> HttpResponse:
    """Show all centres by all areas; two queries for any number of centres."""
    rows = _rows()
    context = {
        "table": _table(rows) if rows else None,
        "tools": [Button(_("Download as XLSX"), reverse("exchange:centres:gaps_sheet"))] if rows else [],
    }
    return render(request, "exchange/centres/gaps.html", context)


@allow(FOCAL_POINTS)
def gaps_sheet(request: HttpRequest) -> HttpResponse:
    """Send the same with the notes, a centre in a row."""
    head = [_("Centre"), _("Host State"), *(str(area.label) for area in Area), _("Last confirmed")]
    rows = ([row.name, row.host.name if row.host else _("not recorded"), *_texts(row)] for row in _rows())
    return sheet("xlsx", head, rows, name="gaps-of-centres", title=_("Gaps of centres"))


def _rows() -> Sequence[Centre]:
    return list(Centre.objects.kept().select_related("host").with_capabilities())


def _texts(centre: Centre) -> Iterator[str]:
    recorded = by_area(centre)
    for area in Area:
        yield capability_in_words(recorded.get(area))
    yield day_in_words(centre.confirmed_on) or _("not recorded")


def _table(rows: Sequence[Centre]) -> Table:
    columns = [Column(_("Centre")), *(Column(area.label) for area in Area)]
    return table_of(columns, [*((row.slug, list(_cells(row))) for row in rows), ("", _numbers(rows))])


def _cells(centre: Centre) -> Iterator[object]:
    link = format_html('<a href="{}">{}</a>', centre.get_absolute_url(), centre.name)
    host = element("span", centre.host.name if centre.host else "", "table__second")
    yield format_html("{}{}{}", link, demonstration(centre), host)
    recorded = by_area(centre)
    for area in Area:
        yield capability_cell(recorded.get(area))


def _numbers(rows: Sequence[Centre]) -> list[object]:
    """Count in the last row the centres that lack something in each area."""
    lacking = [row.area for centre in rows for row in centre.capabilities.all() if row.status == "gap"]
    return [_("Centres with a gap"), *(str(lacking.count(area)) for area in Area)]
