"""Propose an initiative, reword it, sponsor it too."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.initiatives import actions
from exchange.initiatives.forms import (
    EditorsInitiativeForm,
    InitiativeForm,
    NewInitiativeForm,
    ProposalForm,
    from_point,
)
from exchange.initiatives.models import Initiative
from exchange.initiatives.permissions import is_own, may_change
from exchange.initiatives.views.lookups import (
    given_up_draft_of,
    happened_meanwhile,
    initiative_of,
    refuse,
)
from exchange.permissions import CONTRIBUTORS, FOCAL_POINTS_ALONE, OF_STATES, may_edit
from meetings.points.models import Point
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.revisions.history import row_of
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(CONTRIBUTORS, "GET", "POST")
def propose(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Propose an initiative for the own State, editors for any body; `key` is a point it comes from."""
    user, point = signed_in(request), _point(request, key)
    form = _form(request, point)
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Propose an initiative"), "submit": _("Propose it"), "point": point}
        return _page(request, form, labels | {"cancel_url": reverse("exchange:initiatives:list")})
    facts = form.facts()
    if not may_edit(user):
        facts["proposed_on"] = timezone.localdate()
    bodies = list(dict.fromkeys([*form.bodies, *(point.bodies if point and may_edit(user) else [])]))
    key = form.cleaned_data["key"]
    made = actions.propose(key, facts | {"point": point}, bodies, by=user, invited=form.invited_states)
    messages.success(request, _("Proposed. Other States can sponsor it too."))
    return redirect(made)


def _form(request: HttpRequest, point: Point | None) -> Any:
    states = list(represented_states(request.user))
    initial = from_point(point, states) if point else {}
    if may_edit(request.user):
        initial.pop("invited", None)  # those who raised the point sponsor it
        return NewInitiativeForm(
            request.POST or None, initial={"proposed_on": timezone.localdate()} | initial
        )
    if not states:
        raise Http404
    return ProposalForm(request.POST or None, initial=initial, states=states)


def _point(request: HttpRequest, key: UUID | None) -> Point | None:
    """Return the point, which a focal point takes up only where the own State raised it."""
    if key is None:
        return None
    rows = Point.objects.visible_to(request.user).with_raisers().select_related("meeting")
    point: Point = get_object_or_404(rows, key=key)
    is_own = any(state in point.bodies for state in represented_states(request.user))
    if not (is_own or may_edit(request.user)):
        raise Http404
    return point


@allow(CONTRIBUTORS | OF_STATES, "GET", "POST")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Reword an initiative: who proposed it until it is discussed, editors always."""
    shown, is_too_late = _to_change(request, number)
    kind = EditorsInitiativeForm if may_edit(request.user) else InitiativeForm
    form = kind(request.POST if request.method == "POST" else None, instance=shown)
    if is_too_late:
        return _typed_too_late(request, form, shown)
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Change the initiative"), "cancel_url": shown.get_absolute_url()}
        return _page(request, form, labels)
    try:
        revision, is_editor = form.cleaned_data["revision"], may_edit(request.user)
        actions.change(form.stored, form.changes(), revision=revision, is_editor=is_editor)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except actions.InitiativeClosedError:
        return _typed_too_late(request, form, shown)
    messages.success(request, _("Saved."))
    return redirect(shown)


def _to_change(request: HttpRequest, number: int) -> tuple[Initiative, bool]:
    """Return the initiative, and whether what was typed comes too late.

    So it does where a colleague did something else with it since the form was opened.
    """
    is_typed = request.method == "POST"
    if is_typed and (removed := given_up_draft_of(request, number=number)) is not None:
        return row_of(Initiative, removed), True
    shown, states = initiative_of(request, number), list(represented_states(request.user))
    may = may_change(request.user, shown, states)
    if not (may or (is_typed and is_own(shown, states))):
        raise Http404
    return shown, not may


def _typed_too_late(request: HttpRequest, form: Any, shown: Initiative) -> HttpResponse:
    """Show what was typed, and why it was not saved."""
    text, url = happened_meanwhile(shown)
    form.add_error(None, text)
    return _page(request, form, {"title": _("Change the initiative"), "cancel_url": url}, status=409)


def _page(
    request: HttpRequest, form: Any, context: dict[str, Any], status: int | None = None
) -> HttpResponse:
    status = status or (422 if form.is_bound else 200)
    return render(request, "exchange/initiatives/form.html", context | {"form": form}, status=status)


@allow(FOCAL_POINTS_ALONE, "POST")
def join(request: HttpRequest, number: int, iso2: str) -> HttpResponse:
    return _sponsor(request, number, iso2, joins=True)


@allow(FOCAL_POINTS_ALONE, "POST")
def leave(request: HttpRequest, number: int, iso2: str) -> HttpResponse:
    return _sponsor(request, number, iso2, joins=False)


@allow(FOCAL_POINTS_ALONE, "POST")
def decline(request: HttpRequest, number: int, iso2: str) -> HttpResponse:
    return _answer_invitation(request, number, iso2, declines=True)


@allow(FOCAL_POINTS_ALONE, "POST")
def reconsider(request: HttpRequest, number: int, iso2: str) -> HttpResponse:
    return _answer_invitation(request, number, iso2, declines=False)


def _answer_invitation(request: HttpRequest, number: int, iso2: str, *, declines: bool) -> HttpResponse:
    """Decline an invitation for the own State, or take that back; to accept it is to join."""
    shown, state = initiative_of(request, number), _own_state(request, iso2)
    try:
        actions.answer_invitation(shown, state, declines=declines)
    except actions.InitiativeClosedError:
        return refuse(request, shown)
    text = _("%(state)s does not sponsor it.") if declines else _("%(state)s is invited again.")
    undo = reverse("exchange:initiatives:reconsider", args=[number, iso2]) if declines else ""
    messages.success(request, text % {"state": state.name}, extra_tags=f"undo:{undo}" if undo else "")
    return redirect(shown)


def _sponsor(request: HttpRequest, number: int, iso2: str, *, joins: bool) -> HttpResponse:
    """Let the own State sponsor it, or no longer; each is the other's Undo."""
    shown, state = initiative_of(request, number), _own_state(request, iso2)
    try:
        (actions.join if joins else actions.leave)(shown, state)
    except actions.InitiativeClosedError:
        return refuse(request, shown)
    text = _("%(state)s sponsors it too.") if joins else _("%(state)s sponsors it no longer.")
    other = reverse(f"exchange:initiatives:{'leave' if joins else 'join'}", args=[number, iso2])
    messages.success(request, text % {"state": state.name}, extra_tags=f"undo:{other}")
    return redirect(shown)


def _own_state(request: HttpRequest, iso2: str) -> State:
    return get_object_or_404(represented_states(request.user).with_names(), iso2=iso2)
