"""The pages everybody reads: all meetings, one meeting, its agenda and each item of it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings import zones
from meetings.annotations import annotate_for
from meetings.belonging import MEETINGS_OF_FIELD
from meetings.calendars import subscription
from meetings.checklist import checklist_of
from meetings.models import EventStatus, Format, Meeting, Objective, Series
from meetings.permissions import (
    is_from_public_records,
    may_change_parts,
    may_edit,
    may_join_online,
    may_read_agenda,
    widest_audience,
)
from meetings.programme import Day, by_day
from meetings.published import agenda_for
from meetings.sections import Column, sections_of
from meetings.tables import tables_of_agenda
from meetings.views.kinds import OBJECTIVES, list_parts
from meetings.views.lookups import meeting_of
from meetings.views.published import revision_note
from meetings.wording import date_range, title_of
from network.facets import field_facet
from network.following.subjects import follow_kind
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.filters import ListFilter
from nfp_portal.ui.tables import Column as TableColumn
from nfp_portal.ui.tables import Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element

EARLIER_SHOWN = 6


@allow(ANYONE)
def meetings(request: HttpRequest) -> HttpResponse:
    narrowing = ListFilter(request.GET, _("Number, title, theme or place"), [field_facet()])
    matching = Meeting.objects.visible_to(request.user).matching(narrowing.query)
    rows = narrowing.narrow(matching).with_location().newest_first()
    order = list(Series.values)
    in_series = sorted(rows, key=lambda meeting: order.index(meeting.series))
    groups = [
        (Series(series).label, _table(list(rows)))
        for series, rows in groupby(in_series, lambda meeting: meeting.series)
    ]
    upcoming = Meeting.objects.visible_to(request.user).with_location().upcoming().first()
    context = {
        "groups": groups,
        "filter": narrowing,
        "clear_url": reverse("meetings:list") if narrowing.is_used else "",
        "calendar": subscription(),
        "upcoming": None if narrowing.is_used else upcoming,
        "follow": follow_kind(MEETINGS_OF_FIELD, request.user),
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
        format_html("{}{}{}", meeting.get_stage_display(), _changed(meeting), demonstration(meeting)),
    ]


def _changed(meeting: Meeting) -> SafeString:
    """Mark a meeting that does not take place as planned, until it is over."""
    if meeting.event_status == EventStatus.SCHEDULED or meeting.has_ended:
        return SafeString("")
    return format_html(' <span class="badge">{}</span>', meeting.get_event_status_display())


@allow(ANYONE)
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    shown = meeting_of(request, slug)
    objectives = _objectives(request, shown)
    may_change = may_change_parts(request.user, shown)
    context = agenda_context(request, shown, style="wide") | {
        "now": [_attendance_button(shown, "")] if _is_on(shown) and may_edit(request.user) else [],
        "objectives": list_parts(OBJECTIVES, shown, objectives, may_edit=may_change),
        "top_sections": sections_of(Column.TOP, shown, request.user),
        "main_sections": sections_of(Column.MAIN, shown, request.user),
        "side_sections": sections_of(Column.SIDE, shown, request.user),
        **_dates_context(request, shown),
        "editing": _editing_buttons(shown) if may_edit(request.user) else [],
        "planning": list(_planning_buttons(shown)) if may_edit(request.user) else [],
        "joining_link": _joining_link(request, shown),
        "arrange": _arrange_button(shown, "quiet small") if may_change else None,
        "related": list(_related(request, shown)),
    }
    return render(request, "meetings/meeting.html", context)


def _objectives(request: HttpRequest, shown: Meeting) -> list[Objective]:
    """Return what the reader may see; beside a restricted one the others are labelled too."""
    rows = list(shown.objectives.visible_to(request.user))
    is_mixed = any(row.is_restricted for row in rows)
    for row in rows:
        row.is_beside_restricted = is_mixed
    return rows


def _dates_context(request: HttpRequest, shown: Meeting) -> dict[str, Any]:
    """Return the checklist for editors, for others the dates they may see."""
    if not may_edit(request.user):
        return {"dates": shown.dates.visible_to(request.user)}
    button = Button(_("Set the dates"), reverse("meetings:dates", args=[shown.slug]), "quiet small")
    entries = checklist_of(shown)
    return {
        "checklist": entries,
        "dates_button": button,
        "has_checklist": bool(entries) or not shown.has_ended,
    }


def agenda_context(request: HttpRequest, shown: Meeting, *, style: str = "") -> dict[str, Any]:
    """Return a meeting with its agenda, as far as the reader may see it; days are None where it is closed."""
    is_open = may_read_agenda(request.user, shown)
    agenda = agenda_for(shown, request.user) if is_open else None
    if agenda:
        annotate_for(shown, agenda.items, request.user)
    days = by_day(shown, agenda.items) if agenda else None
    return {
        "meeting": shown,
        "days": days,
        "revision_note": revision_note(shown, agenda, request.user) if agenda else "",
        "no_agenda": "" if is_open or shown.has_ended else _("The agenda is not published yet."),
        "invented": _is_invented(days or []),
        "downloads": _downloads(request, shown, style) if is_open else [],
        "updated_at": shown.updated_at,
    }


def _downloads(request: HttpRequest, shown: Meeting, style: str) -> list[Button]:
    pdf = reverse("meetings:agenda_pdf", args=[shown.slug])
    calendar = Button(_("Add to calendar"), reverse("meetings:agenda_ics", args=[shown.slug]), style)
    printed = Button(_("Agenda as PDF"), f"{pdf}?copy=public", style if shown.has_ended else f"quiet {style}")
    buttons = [printed] if shown.has_ended else [calendar, printed]
    if widest_audience(request.user) == Audience.FOCAL_POINTS:
        buttons.append(
            Button(_("Agenda for focal points, PDF"), f"{pdf}?copy=focal_points", f"quiet {style}")
        )
    return buttons


def _editing_buttons(shown: Meeting) -> list[Button]:
    edit, add = (reverse(f"meetings:{name}", args=[shown.slug]) for name in ("edit", "participants_add"))
    history = Button(_("History"), reverse("meetings:history", args=[shown.slug]), "quiet wide")
    if is_from_public_records(shown):
        correct = Button(_("Correct the report"), reverse("meetings:report", args=[shown.slug]), "quiet wide")
        return [Button(_("Change the meeting"), edit, "quiet wide"), correct, history]
    buttons = [Button(_("Change the meeting"), edit, "quiet wide"), _arrange_button(shown, "quiet wide")]
    if shown.has_ended:
        buttons.append(_attendance_button(shown, "quiet wide"))
    return [*buttons, Button(_("Add a participant"), add, "quiet wide"), history]


def _is_on(shown: Meeting) -> bool:
    return shown.has_begun and not shown.has_ended


def _attendance_button(shown: Meeting, style: str) -> Button:
    return Button(_("Mark who took part"), reverse("meetings:attendance", args=[shown.slug]), style)


def _joining_link(request: HttpRequest, shown: Meeting) -> str:
    """Return how to join a meeting that takes place, for those who may."""
    is_shown = shown.joining_link and not shown.is_off and not shown.has_ended
    return shown.joining_link if is_shown and may_join_online(request.user, shown) else ""


def _planning_buttons(shown: Meeting) -> Iterator[Button]:
    yield Button(_("Write to the participants"), reverse("meetings:write", args=[shown.slug]), "quiet wide")
    yield Button(_("Prepare the next meeting"), reverse("meetings:next", args=[shown.slug]), "quiet wide")
    if not shown.has_ended:
        yield Button(_("Change of plan"), reverse("meetings:plan", args=[shown.slug]), "quiet wide")
        yield Button(_("Delete the meeting"), reverse("meetings:delete", args=[shown.slug]), "quiet wide")


def _arrange_button(shown: Meeting, style: str) -> Button:
    return Button(_("Arrange the agenda"), reverse("meetings:arrange", args=[shown.slug]), style)


def _is_invented(days: list[Day]) -> bool:
    """Whether times or people of the agenda are demonstration data."""
    return any(item.is_demonstration for day in days for item in day.items)


def _related(request: HttpRequest, shown: Meeting) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the meetings beside this one: a title, and for each its address, label and year."""
    if shown.field is not None:
        yield _("Field of work"), [(shown.field.get_absolute_url(), str(shown.field), "")]
    if shown.follows is not None:
        title = _("Part of") if _is_part_of(shown.follows, shown) else _("Follows from")
        yield title, [(shown.follows.get_absolute_url(), shown.follows.title, "")]
    for title, later in _later(request, shown):
        yield title, [(each.get_absolute_url(), each.title, f", {date_range(each)}") for each in later]
    if others := _others(request, shown):
        links = [(each.get_absolute_url(), title_of(each), _year(each)) for each in others]
        yield _("Earlier meetings"), links


def _later(request: HttpRequest, shown: Meeting) -> Iterator[tuple[str, list[Meeting]]]:
    """Yield what is part of this meeting, the next one of its series, and what else came of it."""
    rows = list(Meeting.objects.visible_to(request.user).filter(follows=shown).order_by("starts_on", "title"))
    parts = [each for each in rows if _is_part_of(shown, each)]
    following = [each for each in rows if each not in parts and each.series == shown.series]
    others = [each for each in rows if each not in parts and each not in following]
    titles = (_("Part of it"), _("Followed by"), _("Led to"))
    return ((title, each) for title, each in zip(titles, (parts, following, others), strict=True) if each)


def _is_part_of(whole: Meeting, part: Meeting) -> bool:
    """Whether it is held on the days of the other: a study visit of a meeting."""
    return part.starts_on is not None and part.starts_on in whole.days() and part.series != whole.series


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
    if context["days"] is not None:
        context["tables"] = tables_of_agenda(shown, widest_audience(request.user))
    if may_change_parts(request.user, shown):
        context["downloads"].append(_arrange_button(shown, "quiet"))
    return render(request, "meetings/agenda.html", context)


def _zone_options(chosen: str) -> list[tuple[Any, list[tuple[str, str, str]]]]:
    """Return the groups of zones as (group, [(zone, city, " selected" or "")])."""
    return [
        (group, [(zone, city, " selected" if zone == chosen else "") for zone, city in cities])
        for group, cities in zones.choices()
    ]


@allow(ANYONE)
def practical(request: HttpRequest, slug: str) -> HttpResponse:
    """How one gets there, where one stays; 404 while nothing is written."""
    shown = meeting_of(request, slug)
    if not shown.practical:
        raise Http404
    context = {"meeting": shown, "updated_at": shown.updated_at}
    return render(request, "meetings/practical.html", context)


@allow(ANYONE)
def agenda_item(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = meeting_of(request, slug)
    item = next((each for each in agenda_for(shown, request.user).items if each.key == key), None)
    if item is None:
        raise Http404
    annotate_for(shown, [item], request.user)
    context = {
        "meeting": shown,
        "day": by_day(shown, [item])[0],
        "item": item,
        "updated_at": shown.updated_at,
    }
    return render(request, "meetings/agenda_item.html", context)
