"""The pages everybody reads: all meetings, one meeting, its agenda and each item of it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings import zones
from meetings.models import Format, Meeting, Series
from meetings.permissions import may_edit, may_read_agenda, widest_audience
from meetings.programme import Day, by_day
from meetings.sections import Column, sections_of
from meetings.views.kinds import OBJECTIVES, list_parts
from meetings.views.lookups import meeting_of
from meetings.wording import date_range, title_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.search import search_query
from nfp_portal.ui.tables import Column as TableColumn
from nfp_portal.ui.tables import Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element

EARLIER_SHOWN = 6


@allow(ANYONE)
def meetings(request: HttpRequest) -> HttpResponse:
    query = search_query(request)
    rows = Meeting.objects.visible_to(request.user).matching(query).with_location().newest_first()
    order = list(Series.values)
    in_series = sorted(rows, key=lambda meeting: order.index(meeting.series))
    groups = [
        (Series(series).label, _table(list(rows)))
        for series, rows in groupby(in_series, lambda meeting: meeting.series)
    ]
    upcoming = Meeting.objects.visible_to(request.user).with_location().upcoming().first()
    context = {
        "groups": groups,
        "query": query,
        "upcoming": None if query else upcoming,
        "tools": [Button(_("Plan a meeting"), reverse("meetings:create"), "")]
        if may_edit(request.user)
        else [],
    }
    return render(request, "meetings/list.html", context)


def _table(meetings: list[Meeting]) -> Table:
    columns = [TableColumn(label) for label in (_("Meeting"), _("Dates"), _("Place"), _("Stage"))]
    return table_of(columns, [("", _cells(meeting)) for meeting in meetings])


def _cells(meeting: Meeting) -> list[object]:
    number = title_of(meeting)
    title = _("%(ordinal)s Annual Meeting") % {"ordinal": number} if meeting.number else meeting.title
    theme = element("span", meeting.theme, "table__second")
    is_online = meeting.format in {Format.ONLINE, Format.BLENDED}
    return [
        format_html('<a href="{}">{}</a>{}', meeting.get_absolute_url(), title, theme),
        date_range(meeting),
        meeting.location or (meeting.get_format_display() if is_online else _("not recorded")),
        format_html("{}{}", meeting.get_stage_display(), demonstration(meeting)),
    ]


@allow(ANYONE)
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    shown = meeting_of(request, slug)
    objectives = shown.objectives.visible_to(request.user)
    context = agenda_context(request, shown, style="wide") | {
        "objectives": list_parts(OBJECTIVES, shown, objectives, may_edit=may_edit(request.user)),
        "main_sections": sections_of(Column.MAIN, shown, request.user),
        "side_sections": sections_of(Column.SIDE, shown, request.user),
        "editing": _editing_buttons(shown) if may_edit(request.user) else [],
        "arrange": _arrange_button(shown, "quiet small") if may_edit(request.user) else None,
        "related": list(_related(request, shown)),
    }
    return render(request, "meetings/meeting.html", context)


def agenda_context(request: HttpRequest, shown: Meeting, *, style: str = "") -> dict[str, Any]:
    """Return a meeting with its agenda, as far as the reader may see it; days are None where it is closed."""
    is_open = may_read_agenda(request.user, shown)
    days = by_day(shown, shown.items.visible_to(request.user).in_order()) if is_open else None
    return {
        "meeting": shown,
        "days": days,
        "no_agenda": "" if is_open else _("The agenda is not published yet."),
        "invented": _is_invented(days or []),
        "downloads": _downloads(request, shown, style) if is_open else [],
        "updated_at": shown.updated_at,
    }


def _downloads(request: HttpRequest, shown: Meeting, style: str) -> list[Button]:
    pdf = reverse("meetings:agenda_pdf", args=[shown.slug])
    buttons = [
        Button(_("Add to calendar"), reverse("meetings:agenda_ics", args=[shown.slug]), style),
        Button(_("Agenda as PDF"), f"{pdf}?copy=public", f"quiet {style}"),
    ]
    if widest_audience(request.user) == Audience.FOCAL_POINTS:
        buttons.append(
            Button(_("Agenda for focal points, PDF"), f"{pdf}?copy=focal_points", f"quiet {style}")
        )
    return buttons


def _editing_buttons(shown: Meeting) -> list[Button]:
    edit, add = (reverse(f"meetings:{name}", args=[shown.slug]) for name in ("edit", "participants_add"))
    attendance = reverse("meetings:attendance", args=[shown.slug])
    buttons = [Button(_("Change the meeting"), edit, "quiet wide"), _arrange_button(shown, "quiet wide")]
    if shown.has_begun:
        buttons.append(Button(_("Mark who took part"), attendance, "quiet wide"))
    history = Button(_("History"), reverse("meetings:history", args=[shown.slug]), "quiet wide")
    return [*buttons, Button(_("Add a participant"), add, "quiet wide"), history]


def _arrange_button(shown: Meeting, style: str) -> Button:
    return Button(_("Arrange the agenda"), reverse("meetings:arrange", args=[shown.slug]), style)


def _is_invented(days: list[Day]) -> bool:
    """Whether times or people of the agenda are demonstration data."""
    return any(item.is_demonstration for day in days for item in day.items)


def _related(request: HttpRequest, shown: Meeting) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the meetings beside this one: a title, and for each its address, label and year."""
    if shown.follows is not None:
        yield _("Follows from"), [(shown.follows.get_absolute_url(), shown.follows.title, "")]
    if others := _others(request, shown):
        links = [(each.get_absolute_url(), title_of(each), _year(each)) for each in others]
        yield _("Earlier meetings"), links


def _others(request: HttpRequest, shown: Meeting) -> list[Meeting]:
    """Return earlier meetings of the series, newest first."""
    same = Meeting.objects.visible_to(request.user).filter(series=shown.series).exclude(pk=shown.pk)
    if shown.starts_on is not None:
        same = same.filter(starts_on__lt=shown.starts_on)
    return list(same.newest_first()[:EARLIER_SHOWN])


def _year(shown: Meeting) -> str:
    """Return the year as it follows the number in a list; a title says enough by itself."""
    return f", {shown.starts_on.year}" if shown.starts_on and shown.number else ""


@allow(ANYONE)
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the agenda alone; `?zone=Asia/Almaty` adds the times of that zone without any script."""
    shown, zone = meeting_of(request, slug), request.GET.get("zone", "")
    context = agenda_context(request, shown) | {
        "zone": ZoneInfo(zone) if zones.is_known(zone) else None,
        "zones": _zone_options(zone),
    }
    if may_edit(request.user):
        context["downloads"].append(_arrange_button(shown, "quiet"))
    return render(request, "meetings/agenda.html", context)


def _zone_options(chosen: str) -> list[tuple[Any, list[tuple[str, str, str]]]]:
    """Return the groups of zones as (group, [(zone, city, " selected" or "")])."""
    return [
        (group, [(zone, city, " selected" if zone == chosen else "") for zone, city in cities])
        for group, cities in zones.choices()
    ]


@allow(ANYONE)
def agenda_item(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = meeting_of(request, slug)
    item = get_object_or_404(shown.items.visible_to(request.user), key=key)
    context = {
        "meeting": shown,
        "day": by_day(shown, [item])[0],
        "item": item,
        "updated_at": shown.updated_at,
    }
    return render(request, "meetings/agenda_item.html", context)
