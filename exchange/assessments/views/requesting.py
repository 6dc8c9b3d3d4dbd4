"""A State requests an assessment, or an editor for it; it withdraws the request and reads the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.assessments import actions
from exchange.assessments.forms import RequestForm, RequestOnBehalfForm
from exchange.assessments.permissions import REQUESTERS, states_of
from exchange.assessments.views.lookups import form_page, own_assessment_of, refuse
from exchange.permissions import OF_STATES, may_edit
from network.models import State
from nfp_portal.accounts.access import allow, signed_in


@allow(REQUESTERS, "GET", "POST")
def request_one(request: HttpRequest) -> HttpResponse:
    """Request one for the own State; editors enter one that came by letter."""
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Request an assessment"), submit=_("Send the request"))
    made = actions.request_assessment(form.cleaned_data["key"], form.facts(), by=signed_in(request))
    messages.success(request, _("Sent. The Secretariat answers it; until then it can be withdrawn."))
    return redirect(made)


def _form(request: HttpRequest) -> Any:
    data, files = request.POST or None, request.FILES or None
    if may_edit(request.user):
        states = list(State.objects.participating().order_by("name"))
        return RequestOnBehalfForm(data, files, states=states)
    if not (states := states_of(request.user)):
        raise Http404
    return RequestForm(data, states=states)


@allow(OF_STATES, "POST")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = own_assessment_of(request, key)
    try:
        actions.withdraw(shown)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    undo = reverse("exchange:assessments:restore", args=[key])
    messages.success(request, _("Withdrawn."), extra_tags=f"undo:{undo}")
    return redirect(shown)


@allow(OF_STATES, "POST")
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a withdrawal back."""
    shown = own_assessment_of(request, key)
    actions.restore(shown)
    messages.success(request, _("It is requested again."))
    return redirect(shown)


@allow(OF_STATES, "POST")
def answer_read(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that the State has read the answer to its request."""
    shown = own_assessment_of(request, key)
    actions.note_answer_read(shown)
    messages.success(request, _("Thank you. It is noted that your State has read the answer."))
    return redirect(shown)
