"""The list of practices with its facets, and one of them."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from exchange.permissions import may_contribute, may_edit, own_states
from exchange.practices.files import files_of
from exchange.practices.listing import filter_of
from exchange.practices.models import Practice, PracticeStatus
from exchange.practices.permissions import may_change, may_change_files, may_restore, may_use, may_withdraw
from exchange.practices.sections import PRACTICES_OF_FIELD, sections_of
from exchange.practices.views.lookups import practice_of
from exchange.practices.wording import facts_of, parts_of, used_by
from network.following.subjects import follow_kind
from network.models import State
from nfp_portal.accounts.access import ANYONE, allow, hidden_by_sign_in
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element, restricted

SHOWN = 50


@allow(ANYONE)
def practices(request: HttpRequest) -> HttpResponse:
    """List what is published and holds the words of `?q=`, as the facets choose."""
    narrowing = filter_of(request.GET)
    readable = Practice.objects.visible_to(request.user)
    rows = narrowing.narrow(readable.published().matching(narrowing.query))
    page = paginate(request.GET, rows.with_uses(), SHOWN)
    offer = Button(_("Offer a practice"), reverse("exchange:practices:offer"), "")
    waiting = readable.filter(published_at=None).exclude(withdrawn_at__isnull=False)
    context = {
        "filter": narrowing,
        "clear_url": reverse("exchange:practices:list") if narrowing.is_used else "",
        "page": page,
        "table": _table(page.object_list),
        "follow": follow_kind(PRACTICES_OF_FIELD, request.user),
        "tools": [*_asking(request), *([offer] if may_contribute(request.user) else [])],
        "first": offer if may_contribute(request.user) else None,
        "waiting": list(waiting.select_related("state")[:SHOWN]),
    }
    return render(request, "exchange/practices/list.html", context)


def _asking(request: HttpRequest) -> list[Button]:
    ask = Button(_("Ask for a practice"), reverse("exchange:practices:ask"))
    return [ask] if may_edit(request.user) else []


def _table(rows: Iterable[Practice]) -> Table:
    labels = (_("Practice"), _("State"), _("Stage"), _("Mechanism"), _("Also used by"))
    return table_of([Column(label) for label in labels], [(row.slug, _cells(row)) for row in rows])


def _cells(row: Practice) -> list[object]:
    title = format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.title)
    field = element("span", row.field or "", "table__second")
    return [
        format_html("{}{}{}{}", title, restricted(row), demonstration(row), field),
        row.state.name,
        row.get_stage_display(),
        row.get_mechanism_display(),
        len(row.uses.all()) or "–",
    ]


@allow(ANYONE)
@hidden_by_sign_in
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    shown = practice_of(request, slug)
    states = own_states(request.user)
    context = {
        "practice": shown,
        "status": "" if shown.is_published else shown.status.label,
        "mark": shown.status.mark,
        "parts": parts_of(shown),
        "facts": facts_of(shown, request.user),
        "files": files_of(shown, may_change=may_change_files(request.user, shown, states)),
        "used_by": used_by(shown),
        "using": list(_using(shown, states)),
        "tools": list(_tools(request, shown, states)),
        "sections": sections_of(shown, request.user),
    }
    return render(request, "exchange/practices/practice.html", context)


def _using(shown: Practice, states: Iterable[State]) -> Iterator[Button]:
    using = {use.state_id for use in shown.uses.all()}
    for state in states:
        if may_use(shown, state):
            verb, label = (
                ("use_no_longer", _("We use it no longer"))
                if state.pk in using
                else ("use", _("We use this too"))
            )
            url = reverse(f"exchange:practices:{verb}", args=[shown.slug, state.iso2])
            yield Button(label, url, "quiet wide", state.name, fields={})


def _tools(request: HttpRequest, shown: Practice, states: list[State]) -> Iterator[Button]:
    is_editor = may_edit(request.user)
    if is_editor and shown.status in {PracticeStatus.OFFERED, PracticeStatus.SENT_BACK}:
        yield Button(_("Review"), _url("review", shown), "wide")
    if shown.is_published and shown.state in states:
        yield Button(_("Still true"), _url("confirm", shown), "quiet wide", fields={})
        yield Button(_("Report a change"), _url("report", shown), "quiet wide")
    if may_change(request.user, shown, states):
        yield Button(_("Change"), _url("change", shown), "quiet wide")
    if may_restore(request.user, shown, states):
        yield Button(_("Take the withdrawal back"), _url("restore", shown), "quiet wide", fields={})
    if may_withdraw(request.user, shown, states):
        yield Button(_("Withdraw"), _url("withdraw", shown), "quiet wide", fields={})
    yield from [Button(_("History"), _url("history", shown), "quiet wide")] if is_editor else []


def _url(name: str, shown: Practice) -> str:
    return reverse(f"exchange:practices:{name}", args=[shown.slug])
