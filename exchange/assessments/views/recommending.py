"""Editors write, reword and remove recommendations until the report is handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from exchange.assessments import actions
from exchange.assessments.forms import RecommendationForm
from exchange.assessments.permissions import may_prepare
from exchange.assessments.views.lookups import (
    assessment_of,
    confirm_page,
    form_page,
    recommendation_of,
    refuse,
)
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def recommend(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    if not may_prepare(shown):
        return refuse(request, shown)
    form = RecommendationForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Write a recommendation"), submit=_("Save"), shown=shown)
    try:
        actions.recommend(shown, form.cleaned_data["key"], form.facts())
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    messages.success(request, _("Saved. Its State reads it once the report is handed over."))
    return redirect(shown)


@allow(EDITORS, "GET", "POST")
def reword(request: HttpRequest, key: UUID, part: UUID) -> HttpResponse:
    recommendation = recommendation_of(request, key, part)
    shown = recommendation.assessment
    if not may_prepare(shown):
        return refuse(request, shown)
    form = RecommendationForm(request.POST or None, instance=recommendation)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Change the recommendation"), submit=_("Save"), shown=shown)
    try:
        actions.reword(form.stored, form.changes(), revision=form.cleaned_data["revision"])
    except StaleError as error:
        return both_versions(request, form, error.row)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    messages.success(request, _("Saved."))
    return redirect(shown)


@allow(EDITORS, "GET", "POST")
def remove(request: HttpRequest, key: UUID, part: UUID) -> HttpResponse:
    recommendation = recommendation_of(request, key, part)
    shown = recommendation.assessment
    if not may_prepare(shown):
        raise Http404
    if request.method != "POST":
        text, more = _("This cannot be undone."), {"facts": recommendation.text, "submit": _("Remove")}
        return confirm_page(request, shown, _("Remove the recommendation"), text, **more)
    try:
        actions.remove(recommendation)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    messages.success(request, _("Removed."))
    return redirect(shown)
