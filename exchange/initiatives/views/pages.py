"""The list of initiatives, and one of them as a story."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative, InitiativeStatus
from exchange.initiatives.models.initiatives import OPEN
from exchange.initiatives.permissions import (
    may_answer,
    may_change,
    may_give_up,
    may_join,
    may_leave,
    may_note,
    may_propose,
    may_see_invitation,
)
from exchange.initiatives.sections import INITIATIVES_OF_FIELD, sections_of
from exchange.initiatives.story import story_of
from exchange.initiatives.views.lookups import initiative_of
from exchange.initiatives.wording import facts_of, name_of, proposed_by
from exchange.permissions import may_contribute, may_edit
from network.facets import field_facet, state_facet
from network.following.subjects import follow_kind
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import ANYONE, allow, hidden_by_sign_in, is_focal_point
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.filters import Facet, ListFilter
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element, restricted, status

SHOWN = 50
ALL = "all"


@allow(ANYONE)
def initiatives(request: HttpRequest) -> HttpResponse:
    """List those that hold the words of `?q=`: the open ones and own drafts, by `?status=` all or others."""
    narrowing = _filter(request)
    rows = Initiative.objects.visible_to(request.user).matching(narrowing.query)
    status = narrowing.chosen("status")
    if status != ALL:
        own = represented_states(request.user)
        rows = rows.filter(status=status) if status else rows.open_or_drafted_by(own)
    page = paginate(request.GET, narrowing.narrow(rows).with_sponsors(), SHOWN)
    propose = Button(_("Propose an initiative"), reverse("exchange:initiatives:propose"), "")
    context = {
        "filter": narrowing,
        "clear_url": reverse("exchange:initiatives:list") if narrowing.is_used else "",
        "page": page,
        "table": _table(page.object_list),
        "follow": follow_kind(INITIATIVES_OF_FIELD, request.user),
        "tools": [propose] if may_contribute(request.user) else [],
        "first": propose if may_contribute(request.user) else None,
    }
    return render(request, "exchange/initiatives/list.html", context)


def _filter(request: HttpRequest) -> ListFilter:
    statuses: dict[str, Any] = {ALL: _("Any status"), **dict(InitiativeStatus.choices)}
    facets = (
        Facet("status", _("Status"), statuses, nothing_chosen=_("Open")),
        state_facet("sponsors__state__iso2", _("Sponsor")),
        field_facet(),
    )
    return ListFilter(request.GET, _("Words of title or text"), facets)


def _table(rows: Iterable[Initiative]) -> Table:
    columns = [
        Column(label) for label in (_("Initiative"), _("Status"), _("Led by"), _("Due"), _("Next step"))
    ]
    return table_of(columns, [(f"initiative-{row.number}", _cells(row)) for row in rows])


def _cells(row: Initiative) -> list[object]:
    title = format_html('{} <a href="{}">{}</a>', row.number_label, row.get_absolute_url(), row.title)
    by = element("span", proposed_by(row), "table__second")
    return [
        format_html("{}{}{}{}", title, restricted(row), demonstration(row), by),
        status(row.status_mark, row.status_label),
        row.lead or _("not recorded"),
        date_format(row.due_on, "j F Y") if row.due_on else _("not recorded"),
        row.next_step or _("not recorded"),
    ]


@allow(ANYONE)
@hidden_by_sign_in
def initiative(request: HttpRequest, number: int) -> HttpResponse:
    shown = initiative_of(request, number)
    if shown.number != number:
        return redirect(shown)
    draft_note = _("Its State and the secretariat read this draft. The State proposes it or gives it up.")
    context = {
        "initiative": shown,
        "proposed_by": proposed_by(shown),
        "invited": list(_invited(request, shown)),
        "draft_note": draft_note if shown.is_draft else "",
        "facts": facts_of(shown),
        "story": story_of(shown, request.user),
        "tools": list(_tools(request, shown)),
        "sponsoring": list(_sponsoring(request, shown)),
        "take_back": _take_back(request, shown),
        "sections": sections_of(shown, request.user),
        "list_url": reverse("exchange:initiatives:list") + ("" if shown.status in OPEN else f"?status={ALL}"),
    }
    return render(request, "exchange/initiatives/initiative.html", context)


def _tools(request: HttpRequest, shown: Initiative) -> Iterator[Button]:
    states = list(represented_states(request.user))
    if shown.is_draft:
        yield from _of_draft(request, shown, states)
    if may_edit(request.user) and not shown.is_draft:
        yield Button(_("Record a step"), _url("step", shown), "wide")
    elif may_note(request.user, shown, states):
        yield Button(_("Note progress"), _url("note", shown), "wide")
    if may_change(request.user, shown, states):
        yield Button(_("Change"), _url("change", shown), "quiet wide")
    if may_edit(request.user):
        yield Button(_("History"), _url("history", shown), "quiet wide")


def _of_draft(request: HttpRequest, shown: Initiative, states: Sequence[State]) -> Iterator[Button]:
    """Yield what ends a draft."""
    if may_propose(shown, states):
        url = reverse("exchange:initiatives:propose_draft", args=[shown.key])
        yield Button(_("Propose it"), url, "wide")
    if may_give_up(request.user, shown, states):
        url = reverse("exchange:initiatives:give_up", args=[shown.key])
        yield Button(_("Give it up"), url, "quiet wide")


def _sponsoring(request: HttpRequest, shown: Initiative) -> Iterator[Button]:
    """Yield what the account does for the States it speaks for, which it names where they are several."""
    if not is_focal_point(request.user):
        return
    states = list(represented_states(request.user).with_names())
    for state in states:
        about = f" ({name_of(state)})" if len(states) > 1 else ""
        invitation = next((each for each in shown.invitations.all() if each.state == state), None)
        is_asked = invitation is not None and invitation.declined_at is None
        if may_join(shown, state):
            url = reverse("exchange:initiatives:join", args=[shown.number, state.iso2])
            yield Button(_("Sponsor this too") + about, url, "wide" if is_asked else "quiet wide", fields={})
        if is_asked and may_answer(shown, state):
            url = reverse("exchange:initiatives:decline", args=[shown.number, state.iso2])
            yield Button(_("Decline the invitation") + about, url, "quiet wide", fields={})
        if may_leave(shown, state):
            url = reverse("exchange:initiatives:leave", args=[shown.number, state.iso2])
            yield Button(_("Withdraw as a sponsor") + about, url, "quiet wide", fields={})


def _invited(request: HttpRequest, shown: Initiative) -> Iterator[str]:
    """Yield the States that were invited to sponsor it, as far as this account reads of it."""
    states = list(represented_states(request.user))
    for each in shown.invitations.all():
        if may_see_invitation(request.user, shown, each, states):
            text = (
                _("%(state)s declined to sponsor it")
                if each.declined_at
                else _("%(state)s is invited to sponsor it")
            )
            yield text % {"state": name_of(each.state)}


def _take_back(request: HttpRequest, shown: Initiative) -> Button | None:
    latest = shown.steps.order_by("pk").last()
    if latest is None or shown.is_draft or not may_edit(request.user):
        return None
    url = reverse("exchange:initiatives:take_back", args=[shown.number, latest.key])
    return Button(_("Take the last step back"), url, "quiet small", fields={})


def _url(name: str, shown: Initiative) -> str:
    return reverse(f"exchange:initiatives:{name}", args=[shown.number])
