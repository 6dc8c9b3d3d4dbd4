"""Editors and the host State enter a centre, change it, say that it is still so, withdraw and restore it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.centres import actions
from exchange.centres.forms import CentreForm
from exchange.centres.models import Centre
from exchange.centres.permissions import may_change, may_confirm, may_restore
from exchange.centres.views.lookups import centre_of
from exchange.permissions import CONTRIBUTORS, FOCAL_POINTS_ALONE, may_edit, own_states
from nfp_portal.accounts.access import allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(CONTRIBUTORS, "GET", "POST")
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a centre that the own State hosts, editors any."""
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Enter a centre"), "cancel_url": reverse("exchange:centres:list")}
        return _page(request, form, labels)
    key, by_host = form.cleaned_data["key"], not may_edit(request.user)
    made = actions.enter(key, form.facts(), form.capabilities(), by_host=by_host)
    messages.success(request, _("Saved."))
    return redirect(made)


@allow(CONTRIBUTORS, "GET", "POST")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    shown = centre_of(request, slug)
    if not may_change(request.user, shown, own_states(request.user)):
        raise Http404
    form = _form(request, shown)
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Change the centre"), "cancel_url": shown.get_absolute_url()}
        return _page(request, form, labels | {"reported": shown.reported})
    revision, by_host = form.cleaned_data["revision"], not may_edit(request.user)
    try:
        actions.change(form.stored, form.facts(), form.capabilities(), revision=revision, by_host=by_host)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    messages.success(request, _("Saved."))
    return redirect(shown)


def _form(request: HttpRequest, shown: Centre | None = None) -> CentreForm:
    is_editor = may_edit(request.user)
    states = [] if is_editor else own_states(request.user)
    if not (is_editor or states):
        raise Http404
    return CentreForm(request.POST or None, instance=shown, states=states, is_editor=is_editor)


def _page(request: HttpRequest, form: CentreForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "exchange/centres/form.html", context | {"form": form}, status=status)


@allow(FOCAL_POINTS_ALONE, "POST")
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the own State's centre is still as recorded."""
    shown = centre_of(request, slug)
    if not may_confirm(shown, own_states(request.user)):
        raise Http404
    try:
        actions.confirm(shown)
    except actions.CentreWithdrawnError as withdrawn:
        raise Http404 from withdrawn
    messages.success(request, _("Thank you. It is marked as still true."))
    return redirect(shown)


@allow(CONTRIBUTORS, "POST")
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a centre off the lists; its host State and the secretariat read it still."""
    shown = centre_of(request, slug)
    if not may_change(request.user, shown, own_states(request.user)):
        raise Http404
    actions.withdraw(shown, is_editor=may_edit(request.user))
    undo = reverse("exchange:centres:restore", args=[slug])
    messages.success(request, _("Withdrawn."), extra_tags=f"undo:{undo}")
    return redirect(shown)


@allow(CONTRIBUTORS, "POST")
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a withdrawal back; a second click finds it restored."""
    shown, states = centre_of(request, slug), own_states(request.user)
    if not may_change(request.user, shown, states):
        raise Http404
    if shown.is_withdrawn and not may_restore(request.user, shown, states):
        raise Http404
    actions.restore(shown)
    messages.success(request, _("It is on the lists again."))
    return redirect(shown)
