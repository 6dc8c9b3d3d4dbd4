"""A State opens an assessment to others, and closes it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.assessments import actions
from exchange.assessments.forms import OpenForm
from exchange.assessments.views.lookups import form_page, own_assessment_of, refuse, stale
from exchange.assessments.wording import what_came_of_it
from exchange.permissions import OF_STATES
from nfp_portal.accounts.access import allow
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.stale import StaleError


@allow(OF_STATES, "GET", "POST")
def open_to(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose who may read it: focal points, or everybody."""
    shown = own_assessment_of(request, key)
    if shown.handed_over_at is None:
        return refuse(request, shown)
    initial = {"revision": shown.revision, "audience": shown.audience or Audience.FOCAL_POINTS}
    form = OpenForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        facts = _(
            "They read the scope, the dates, the bodies of the team, the recommendations and what your State"
            " says of each; not the letter, the contact or the names of the team. You can close it again;"
            " what becomes an initiative until then stays one, which others read."
        )
        return form_page(request, form, _("Open it to others"), submit=_("Open it"), shown=shown, facts=facts)
    audience, revision = Audience(form.cleaned_data["audience"]), form.cleaned_data["revision"]
    try:
        actions.open_to(shown, audience, revision=revision)
    except StaleError:
        return stale(request, shown)
    except actions.AssessmentDecidedError:
        return refuse(request, shown)
    undo = reverse("exchange:assessments:close", args=[key])
    messages.success(request, _("Opened. Others find it in the list."), extra_tags=f"undo:{undo}")
    return redirect(shown)


@allow(OF_STATES, "POST")
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the State and the secretariat alone read it again."""
    shown = own_assessment_of(request, key)
    actions.close(shown)
    text = _("Closed. Your State and the Secretariat alone read it.")
    messages.success(request, " ".join(filter(None, (text, what_came_of_it(shown)))))
    return redirect(shown)
