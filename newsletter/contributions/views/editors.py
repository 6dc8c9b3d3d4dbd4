"""Editors open a call, and send edited texts for clearance."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import State
from network.models.appointments import Appointment
from newsletter.actions import NotNowError
from newsletter.contributions.actions import calls, clearance
from newsletter.contributions.forms import CallForm, SendingForm
from newsletter.contributions.models import CallForContributions
from newsletter.models import Piece
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError

ANSWER_WITHIN = timedelta(days=7)


@allow(EDITORS, "GET", "POST")
def call(request: HttpRequest) -> HttpResponse:
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = calls.open_call(by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("The call is open; the letters are on their way."))
        return redirect(opened.round)
    context = {"form": form, "call": CallForContributions.current(), "reach": _reach()}
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/contributions/call.html", context, status=status)


def _reach() -> str:
    """Say who is written to; two queries."""
    people = Appointment.objects.in_force().exclude(person__email="").values("person").distinct().count()
    values = {"people": people, "states": State.objects.participating().count()}
    return _("%(people)d focal points are written to, for %(states)d States asked.") % values


@allow(EDITORS, "GET", "POST")
def send_for_clearance(request: HttpRequest, pk: int) -> HttpResponse:
    piece = get_object_or_404(Piece.objects.seen_by_editors().with_origin(), pk=pk)
    due_on = timezone.localdate() + ANSWER_WITHIN
    form = SendingForm(request.POST or None, initial={"due_on": due_on, "revision": piece.revision})
    if request.method != "POST" or not form.is_valid():
        return _sending_page(request, piece, form)
    facts = form.cleaned_data
    sending = clearance.Sending(facts["issue"].number, facts["due_on"], facts["remark"])
    try:
        clearance.send_for_clearance(pk, sending, revision=facts["revision"], by=signed_in(request))
    except clearance.NobodyClearsError:
        form.add_error(None, _("The piece has no by-line: there is nobody whose OK could be asked for."))
        return _sending_page(request, piece, form)
    except StaleError:
        messages.error(request, _("The text was changed meanwhile. Please read it again."))
    except NotNowError:
        messages.error(request, _("Nothing was sent: look at where the piece is now."))
    else:
        messages.success(request, _("Sent for clearance. Only the text that is cleared is printed."))
        return redirect("newsletter:issues")
    return redirect("newsletter:piece", pk)


def _sending_page(request: HttpRequest, piece: Piece, form: SendingForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "piece": piece}
    return render(request, "newsletter/contributions/send_for_clearance.html", context, status=status)
