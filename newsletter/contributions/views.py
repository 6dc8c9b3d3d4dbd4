"""Focal points offer contributions; editors open a call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Person
from newsletter.contributions import actions
from newsletter.contributions.forms import CallForm, OfferForm
from newsletter.contributions.models import CallForContributions
from newsletter.models import Piece
from nfp_portal.accounts.access import EDITORS, FOCAL_POINTS, allow, signed_in

OWN_SHOWN = 20


@allow(FOCAL_POINTS, "GET", "POST")
def contribute(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.offer(by=user, **form.cleaned_data)
        messages.success(request, _("Thank you. The editors have your contribution."))
        return redirect("newsletter:contribute")
    call = CallForContributions.current()
    own = Piece.objects.filter(author=user).select_related("issue").order_by("-offered_at")
    context = {
        "form": form,
        "call": call,
        "due": _due(call),
        "by_line": _by_line(getattr(user, "person", None)),
        "own": own[:OWN_SHOWN],
    }
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/contributions/contribute.html", context, status=status)


def _due(call: CallForContributions | None) -> str:
    if call is None:
        return _("There is no deadline: what you write now waits for the next issue.")
    return _("For the next issue by %(day)s.") % {"day": date_format(call.due_on, "j F Y")}


def _by_line(person: Person | None) -> str:
    if person is None or person.state is None:
        return _(
            "The editors set the by-line: a State with its agency, or an organisation. No person is named."
        )
    values = {"origin": " ".join(str(part) for part in (person.state, person.agency) if part)}
    return _("By-line as printed: %(origin)s. No person is named.") % values


@allow(EDITORS, "GET", "POST")
def call(request: HttpRequest) -> HttpResponse:
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.open_call(by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("The call is open."))
        return redirect("newsletter:issues")
    context = {"form": form, "call": CallForContributions.current()}
    return render(
        request, "newsletter/contributions/call.html", context, status=422 if form.is_bound else 200
    )
