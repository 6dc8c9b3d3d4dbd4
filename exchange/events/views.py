"""The calendar of events as a page, and as a file for calendar programs."""

from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings.calendars import CONTENT_TYPE, calendar_of_meetings
from meetings.models import Meeting, Series
from meetings.models.meetings import MeetingQuerySet
from meetings.permissions import may_edit
from meetings.wording import change_of_plan, date_range, place_of
from network.facets import field_facet, state_facet
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.filters import Facet, ListFilter
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element

SHOWN = 50


@allow(ANYONE)
def events(request: HttpRequest) -> HttpResponse:
    """List what is to come, next first, then what is over, newest first, as the facets choose."""
    narrowing = _filter_of(request.GET)
    rows = _narrowed(Meeting.objects.visible_to(request.user), narrowing)
    coming = list(rows.to_come())
    over = rows.exclude(pk__in=[each.pk for each in coming]).newest_first()
    page = paginate(request.GET, over, SHOWN)
    years = groupby(page.object_list, lambda each: each.starts_on.year if each.starts_on else None)
    context = {
        "filter": narrowing,
        "clear_url": reverse("exchange:events:list") if narrowing.is_used else "",
        "coming": _table(coming),
        "years": [(year or _("Date not recorded"), _table(list(listed))) for year, listed in years],
        "page": page,
        "calendar": _subscription(narrowing),
        "first": Button(_("Plan a meeting"), reverse("meetings:create")) if may_edit(request.user) else None,
    }
    return render(request, "exchange/events/list.html", context)


@allow(ANYONE)
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the dated events that everybody may see; `?kind=`, `?field=` and `?state=` as on the page."""
    rows = _narrowed(Meeting.objects.visible_to(AnonymousUser()), _filter_of(request.GET))
    ical = calendar_of_meetings(rows.newest_first(), [], _("Events of the National Focal Points Network"))
    return HttpResponse(ical, content_type=CONTENT_TYPE)


def _filter_of(parameters: QueryDict) -> ListFilter:
    kinds = Facet("kind", _("Kind"), dict(Series.choices), "series", _("All kinds"))
    where = state_facet("country__iso2", _("State where it takes place"))
    return ListFilter(parameters, _("Title, theme or place"), [kinds, field_facet(), where])


def _narrowed(rows: MeetingQuerySet, narrowing: ListFilter) -> MeetingQuerySet:
    return narrowing.narrow(rows.matching(narrowing.query)).with_location().select_related("field")


def _subscription(narrowing: ListFilter) -> tuple[str, str]:
    """Return the address of the calendar as it is narrowed, to be pasted, and as calendars open it."""
    chosen = {name: narrowing.chosen(name) for name in narrowing.fields if narrowing.chosen(name)}
    query = f"?{urlencode(chosen)}" if chosen else ""
    address = f"{settings.SITE_URL}{reverse('exchange:events:calendar')}{query}"
    return address, f"webcal://{address.partition('://')[2]}"


def _table(rows: list[Meeting]) -> Table | None:
    labels = (_("Event"), _("Dates"), _("Place"), _("Field of work"))
    return table_of([Column(label) for label in labels], map(_row, rows)) if rows else None


def _row(meeting: Meeting) -> tuple[str, list[object]]:
    kind = element("span", meeting.get_series_display(), "table__second")
    link = format_html('<a href="{}">{}</a>', meeting.get_absolute_url(), meeting.title)
    unknown = element("span", _("not recorded"), "muted small")
    changed = element("span", change_of_plan(meeting), "table__second")
    return "", [
        format_html("{}{}{}", link, demonstration(meeting), kind),
        format_html("{}{}", date_range(meeting), changed),
        place_of(meeting) or unknown,
        meeting.field or unknown,
    ]
