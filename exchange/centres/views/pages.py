"""The list of centres, and one of them."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from exchange.centres.models import Centre
from exchange.centres.permissions import may_change, may_confirm, may_read_details, may_restore
from exchange.centres.sections import CENTRES, sections_of
from exchange.centres.tables import table_of_areas
from exchange.centres.views.lookups import centre_of
from exchange.centres.wording import details_of, facts_of, states_of, tasks_in_words
from exchange.permissions import may_contribute, may_edit, own_states
from meetings.participation.attendance import enumerated
from network.facets import state_facet
from network.following.subjects import follow_kind
from network.labels import day_in_words, time_in_words
from network.models import State
from nfp_portal.accounts.access import ANYONE, allow, hidden_by_sign_in
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.filters import ListFilter
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element

SHOWN = 50


@allow(ANYONE)
def centres(request: HttpRequest) -> HttpResponse:
    """List the centres that hold the words of `?q=`, of the host State that is chosen."""
    narrowing = ListFilter(
        request.GET, _("Words of name, place or agreement"), [state_facet("host__iso2", _("Host State"))]
    )
    kept = Centre.objects.kept()
    rows = narrowing.narrow(kept.matching(narrowing.query))
    page = paginate(request.GET, rows.with_states(), SHOWN)
    enter = [Button(_("Enter a centre"), reverse("exchange:centres:enter"), "")]
    gaps = [Button(_("Gaps of all centres"), reverse("exchange:centres:gaps"))]
    may_enter = may_contribute(request.user)
    context = {
        "filter": narrowing,
        "clear_url": reverse("exchange:centres:list") if narrowing.is_used else "",
        "page": page,
        "table": _table(page.object_list),
        "follow": follow_kind(CENTRES, request.user),
        "tools": [*(gaps if may_read_details(request.user) else []), *(enter if may_enter else [])],
        "first": enter[0] if may_enter else None,
        "withdrawn": Centre.objects.visible_to(request.user).exclude(withdrawn_at=None)[:SHOWN],
    }
    return render(request, "exchange/centres/list.html", context)


def _table(rows: Iterable[Centre]) -> Table:
    labels = (_("Centre"), _("States taking part"), _("Tasks"), _("At work since"), _("Last confirmed"))
    return table_of([Column(label) for label in labels], [(row.slug, _cells(row)) for row in rows])


def _cells(row: Centre) -> list[object]:
    unknown = element("span", _("not recorded"), "muted small")
    title = format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.name)
    return [
        format_html("{}{}{}", title, demonstration(row), element("span", row.location, "table__second")),
        enumerated([state.name_in_text for state in states_of(row)]) or unknown,
        tasks_in_words(row.tasks) or unknown,
        time_in_words(row.working_since) or unknown,
        day_in_words(row.confirmed_on) or unknown,
    ]


@allow(ANYONE)
@hidden_by_sign_in
def centre(request: HttpRequest, slug: str) -> HttpResponse:
    shown = centre_of(request, slug)
    reads_details, states = may_read_details(request.user), own_states(request.user)
    context = {
        "centre": shown,
        "facts": list(facts_of(shown)),
        "reads_details": reads_details,
        "details": details_of(shown, request.user) if reads_details else [],
        "areas": table_of_areas(shown),
        "gaps_url": reverse("exchange:centres:gaps"),
        "reported": shown.reported if may_change(request.user, shown, states) else "",
        "sections": sections_of(shown, request.user),
        "tools": list(_tools(request, shown, states)),
    }
    return render(request, "exchange/centres/centre.html", context)


def _tools(request: HttpRequest, shown: Centre, states: list[State]) -> Iterator[Button]:
    if may_confirm(shown, states):
        yield Button(_("Still true"), _url("confirm", shown), "wide", fields={})
    if may_change(request.user, shown, states):
        yield Button(_("Change"), _url("change", shown), "quiet wide")
        if not shown.is_withdrawn:
            yield Button(_("Withdraw"), _url("withdraw", shown), "quiet wide", fields={})
    if may_restore(request.user, shown, states):
        yield Button(_("Take the withdrawal back"), _url("restore", shown), "quiet wide", fields={})
    if may_edit(request.user):
        yield Button(_("History"), _url("history", shown), "quiet wide")


def _url(name: str, shown: Centre) -> str:
    return reverse(f"exchange:centres:{name}", args=[shown.slug])
