"""Editors answer a request, plan the assessment, and hand its report over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.assessments import actions
from exchange.assessments.forms import DeclineForm, PlanForm
from exchange.assessments.models import AssessmentStage
from exchange.assessments.permissions import may_prepare
from exchange.assessments.views.lookups import assessment_of, confirm_page, form_page, refuse, stale
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.forms import RevisedForm, parse_revision
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "POST")
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    try:
        actions.accept(shown, revision=parse_revision(request.POST.get("revision", "")) or 0)
    except StaleError:
        return stale(request, shown)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    messages.success(request, _("Accepted. Its State finds that under Your turn."))
    return redirect(shown)


@allow(EDITORS, "GET", "POST")
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    if shown.stage != AssessmentStage.REQUESTED:
        return refuse(request, shown)
    form = DeclineForm(request.POST or None, initial={"revision": shown.revision})
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Decline the request"), submit=_("Decline"), shown=shown)
    try:
        actions.decline(shown, form.cleaned_data["reason"], revision=form.cleaned_data["revision"])
    except StaleError:
        return stale(request, shown)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    undo = reverse("exchange:assessments:reconsider", args=[key])
    messages.success(
        request, _("Declined. Its State finds the reason under Your turn."), extra_tags=f"undo:{undo}"
    )
    return redirect(shown)


@allow(EDITORS, "POST")
def reconsider(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back that a request was declined."""
    shown = assessment_of(request, key)
    actions.reconsider(shown)
    messages.success(request, _("It waits for an answer again."))
    return redirect(shown)


@allow(EDITORS, "GET", "POST")
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write framework, team and dates, as far as they are known."""
    shown = assessment_of(request, key)
    if shown.accepted_at is None:
        return refuse(request, shown)
    form = PlanForm(request.POST or None, instance=shown)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Plan the assessment"), submit=_("Save"), shown=form.stored)
    try:
        team, revision = form.cleaned_data["team"], form.cleaned_data["revision"]
        actions.plan(form.stored, form.changes(), team, revision=revision)
    except StaleError as error:
        return both_versions(request, form, error.row)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    messages.success(request, _("Saved."))
    return redirect(shown)


@allow(EDITORS, "GET", "POST")
def hand_over(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask first: what is handed over is reworded no more."""
    shown = assessment_of(request, key)
    if not may_prepare(shown):
        return refuse(request, shown)
    if request.method != "POST":
        return _confirm(request, key)
    try:
        actions.hand_over(shown, revision=parse_revision(request.POST.get("revision", "")) or 0)
    except StaleError:
        return stale(request, shown)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    except actions.NothingRecommendedError:
        messages.error(request, _("Write at least one recommendation first."))
        return redirect(shown)
    messages.success(request, _("Handed over. Its delegation and focal points are written to."))
    return redirect(shown)


def _confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    number = shown.recommendations.count()
    if not number:
        raise Http404
    text = _(
        "Its State reads the recommendations (%(number)d) then and says what it thinks of each. They are not"
        " reworded after that."
    )
    fields = RevisedForm(initial={"revision": shown.revision})
    more = {"submit": _("Hand it over"), "fields": fields, "danger": False}
    return confirm_page(request, shown, _("Hand the report over"), text % {"number": number}, **more)
