"""A State says what it thinks of a recommendation, and makes an initiative of an endorsed one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.assessments import actions
from exchange.assessments.forms import VerdictForm
from exchange.assessments.models import Verdict
from exchange.assessments.permissions import may_decide
from exchange.assessments.views.lookups import form_page, own_recommendation_of, refuse, stale
from exchange.permissions import OF_STATES
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.revisions.stale import StaleError


@allow(OF_STATES, "GET", "POST")
def verdict(request: HttpRequest, key: UUID, part: UUID) -> HttpResponse:
    """Endorse, note or not endorse it; the page of the form takes a note too."""
    recommendation = own_recommendation_of(request, key, part)
    shown = recommendation.assessment
    if not may_decide(recommendation):
        return refuse(request, shown)
    form = VerdictForm(request.POST or None, initial={"revision": recommendation.revision})
    if request.method != "POST" or not form.is_valid():
        facts = {"facts": recommendation.text}
        return form_page(request, form, _("Decide with a note"), submit=_("Save"), shown=shown, **facts)
    cleaned = form.cleaned_data
    try:
        actions.decide(
            recommendation,
            cleaned["verdict"],
            cleaned["note"],
            revision=cleaned["revision"],
            by=signed_in(request),
        )
    except StaleError:
        return stale(request, shown)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    undo = reverse("exchange:assessments:take_back", args=[key, part])
    label = {"verdict": Verdict(cleaned["verdict"]).label, "number": recommendation.position}
    text = _("Recommendation %(number)d: %(verdict)s.") % label
    messages.success(request, text, extra_tags=f"undo:{undo}")
    return redirect(recommendation)


@allow(OF_STATES, "POST")
def take_back(request: HttpRequest, key: UUID, part: UUID) -> HttpResponse:
    """Let a recommendation wait again."""
    recommendation = own_recommendation_of(request, key, part)
    try:
        actions.take_back_verdict(recommendation)
    except actions.AssessmentDecidedError:
        return refuse(request, recommendation.assessment)
    messages.success(request, _("It waits for your State again."))
    return redirect(recommendation)


@allow(OF_STATES, "POST")
def initiative(request: HttpRequest, key: UUID, part: UUID) -> HttpResponse:
    """Propose for the own State what an endorsed recommendation says."""
    recommendation = own_recommendation_of(request, key, part)
    try:
        made = actions.make_initiative(recommendation, by=signed_in(request))
    except actions.AssessmentDecidedError:
        return refuse(request, recommendation.assessment)
    draft = _("It is a draft now. Others read it when your State proposes it.")
    proposed = _("It is an initiative of your State now. Other States can sponsor it too.")
    messages.success(request, draft if made.is_draft else proposed)
    return redirect(made)
