"""Which accounts speak for which State, and their invitation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.actions.delegations import (
    ClosedAccountError,
    OtherRoleError,
    OtherStateError,
    invite_delegate,
)
from network.forms.proposals import InviteDelegateForm
from network.models import State
from network.views.found import signed_in
from nfp_portal.accounts.access import EDITORS, allow


@allow(EDITORS, "GET", "POST")
def delegations(request: HttpRequest) -> HttpResponse:
    initial = {"state": request.GET.get("state", "")}
    form = InviteDelegateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("network:delegations")
    states = State.objects.participating().prefetch_related("delegates__user")
    context = {"form": form, "states": states}
    return render(request, "network/delegations.html", context, status=422 if form.is_bound else 200)


def _invite(request: HttpRequest, form: InviteDelegateForm) -> bool:
    typed = form.cleaned_data
    try:
        invite_delegate(typed["state"], typed["email"], name=typed["name"], by=signed_in(request))
    except OtherStateError:
        form.add_error("email", _("This account already speaks for another State."))
    except OtherRoleError:
        form.add_error("email", _("This address has an account of another role."))
    except ClosedAccountError:
        form.add_error("email", _("This account was closed: only an administrator opens it again."))
    else:
        messages.success(request, _("The invitation to %(email)s is on its way.") % typed)
    return not form.errors
