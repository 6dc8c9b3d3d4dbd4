"""Find the assessment or recommendation that an address names, as far as the reader may know of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from exchange.assessments.models import Assessment, Recommendation
from exchange.assessments.permissions import speaks_for


def assessment_of(request: HttpRequest, key: UUID) -> Assessment:
    """Raises `Http404` for what this reader may not know of."""
    return get_object_or_404(Assessment.objects.visible_to(request.user).with_state(), key=key)


def own_assessment_of(request: HttpRequest, key: UUID) -> Assessment:
    """Return one of a State for which this account speaks. Raises `Http404` for any other."""
    shown = assessment_of(request, key)
    if not speaks_for(request.user, shown):
        raise Http404
    return shown


def recommendation_of(request: HttpRequest, key: UUID, part: UUID) -> Recommendation:
    """Raises `Http404` for what this reader may not know of."""
    rows = Recommendation.objects.visible_to(request.user).select_related("assessment__state", "initiative")
    return get_object_or_404(rows, assessment__key=key, key=part)


def own_recommendation_of(request: HttpRequest, key: UUID, part: UUID) -> Recommendation:
    """Return one of a State for which this account speaks. Raises `Http404` for any other."""
    shown = recommendation_of(request, key, part)
    if not speaks_for(request.user, shown.assessment):
        raise Http404
    return shown


def refuse(request: HttpRequest, shown: Assessment) -> HttpResponse:
    messages.info(request, _("This can no longer be done: something was decided meanwhile."))
    return redirect(shown)


def stale(request: HttpRequest, shown: Assessment) -> HttpResponse:
    messages.warning(
        request, _("The assessment was changed meanwhile, so this was not saved. Look at it again.")
    )
    return redirect(shown)


def form_page(
    request: HttpRequest, form: Any, title: str, *, submit: str, shown: Assessment | None = None, **more: Any
) -> HttpResponse:
    """Show a form about an assessment, or about one that is not there yet."""
    context = {"form": form, "title": title, "submit": submit, "assessment": shown, **more}
    return render(request, "exchange/assessments/form.html", context, status=422 if form.is_bound else 200)


def confirm_page(request: HttpRequest, shown: Assessment, title: str, text: str, **more: Any) -> HttpResponse:
    context = {"assessment": shown, "title": title, "text": text, **more}
    return render(request, "exchange/assessments/confirm.html", context)
