"""A focal point tells that the post is left, and who comes next."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.models import Appointment
from network.proposals.actions.requests import request_end
from network.proposals.forms import LeaveForm
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.accounts.models import Role


@allow(frozenset({Role.FOCAL_POINT}), "GET", "POST")
def leave(request: HttpRequest) -> HttpResponse:
    """Ask for the end of the own appointment; the secretariat decides with the delegation."""
    by = signed_in(request)
    own = Appointment.objects.in_force().filter(person__user=by).with_people().first()
    if own is None:
        raise Http404
    form = LeaveForm(request.POST or None, appointment=own)
    if request.method == "POST" and form.is_valid():
        request_end(own.pk, form.end(), form.filing(by))
        messages.success(request, _("Thank you. The secretariat looks at it and tells you by mail."))
        return redirect("network:me")
    context = {"form": form, "appointment": own, "state": own.state}
    return render(request, "network/proposals/leave.html", context, status=422 if form.is_bound else 200)
