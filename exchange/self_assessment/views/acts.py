"""Begin a self-assessment, open it again, share it; it is closed where it is written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from exchange.permissions import FOCAL_POINTS_ALONE
from exchange.self_assessment import actions
from exchange.self_assessment.forms import ShareForm
from exchange.self_assessment.models import SharedWith
from exchange.self_assessment.permissions import OFFICIALS
from exchange.self_assessment.views.lookups import of_first_contact
from network.permissions import represented_states
from nfp_portal.accounts.access import allow, signed_in


@allow(OFFICIALS, "POST")
def begin(request: HttpRequest, iso2: str) -> HttpResponse:
    """Begin for an own State, or go on with the one that is open."""
    state = get_object_or_404(represented_states(request.user), iso2=iso2.upper())
    return redirect(actions.begin(state, by=signed_in(request)))


@allow(FOCAL_POINTS_ALONE, "POST")
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    assessment = of_first_contact(request, key)
    try:
        actions.reopen(assessment.key)
    except actions.NotReopenedError:
        messages.error(request, _("It stays closed: 30 days are over, or another one has begun."))
        return redirect("exchange:self_assessment:result", key)
    messages.success(request, _("Open again. Nobody outside your State reads it."))
    return redirect(assessment)


@allow(FOCAL_POINTS_ALONE, "POST")
def share(request: HttpRequest, key: UUID) -> HttpResponse:
    assessment, form = of_first_contact(request, key), ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose with whom to share it."))
        return redirect("exchange:self_assessment:result", key)
    chosen = SharedWith(form.cleaned_data["shared_with"])
    try:
        actions.share(assessment.key, chosen)
    except actions.AssessmentOpenError:
        messages.error(request, _("It is open: close it before you share it."))
        return redirect(assessment)
    is_private = chosen == SharedWith.NOBODY
    text = _("Shared: %(readers)s.") % {"readers": chosen.label}
    messages.success(request, _("Only your State reads it.") if is_private else text)
    return redirect("exchange:self_assessment:result", key)
