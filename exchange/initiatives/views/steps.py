"""What happened to an initiative: notes on progress, and new statuses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.initiatives import actions
from exchange.initiatives.forms import NoteForm, StepForm
from exchange.initiatives.models import Initiative
from exchange.initiatives.permissions import may_note
from exchange.initiatives.views.lookups import initiative_of, refuse
from exchange.permissions import CONTRIBUTORS, may_edit
from network.permissions import represented_states
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Record a new status, or a note on progress."""
    return _record(request, initiative_of(request, number), StepForm, _("Record a step"))


@allow(CONTRIBUTORS, "GET", "POST")
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Write a note on progress, as a sponsor or the secretariat."""
    shown = initiative_of(request, number)
    if not may_note(request.user, shown, list(represented_states(request.user))):
        raise Http404
    return _record(request, shown, NoteForm, _("Note progress"))


def _record(request: HttpRequest, shown: Initiative, kind: type[NoteForm], title: str) -> HttpResponse:
    form: Any = kind(request.POST or None, initiative=shown, initial={"on": timezone.localdate()})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "title": title, "submit": _("Save"), "cancel_url": shown.get_absolute_url()}
        context["initiative"] = shown
        return render(
            request, "exchange/initiatives/form.html", context, status=422 if form.is_bound else 200
        )
    key = form.cleaned_data["key"]
    try:
        actions.record_step(shown, key, form.facts, by=signed_in(request))
    except actions.InitiativeClosedError:
        return refuse(request, shown)
    undo = reverse("exchange:initiatives:take_back", args=[shown.number, key])
    tags = f"undo:{undo}" if may_edit(request.user) else ""
    messages.success(request, _("Saved."), extra_tags=tags)
    return redirect(shown)


@allow(EDITORS, "POST")
def take_back(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """Remove the latest step: the initiative is what it was before."""
    shown = initiative_of(request, number)
    try:
        actions.take_back_step(shown, key)
    except actions.InitiativeClosedError:
        messages.info(request, _("Another step followed: take that one back first."))
    else:
        messages.success(request, _("Taken back."))
    return redirect(shown)
