"""Which accounts speak for which State, and their invitation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.actions.delegations import (
    OtherRoleError,
    OtherStateError,
    dismiss_delegate,
    invite_delegate,
)
from network.forms.delegations import InviteDelegateForm
from network.models import Delegate, State
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.actions import ClosedAccountError
from nfp_portal.text.addresses import readable_address

ON_A_PAGE = 50
# So many accounts stand beside a State; with more of them a link leads to all.
IN_A_ROW = 3


@allow(EDITORS)
def of_delegation(request: HttpRequest, iso2: str) -> HttpResponse:
    """How a State's delegation is reached, and which accounts speak for the State."""
    state = _state(iso2)
    delegates = state.delegates.select_related("user").order_by("user__email")
    page = Paginator(delegates, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"state": state, "contacts": state.contacts.all(), "page": page}
    return render(request, "network/of_delegation.html", context)


def _state(iso2: str) -> State:
    return get_object_or_404(State.objects.participating(), iso2=iso2)


@allow(EDITORS, "GET", "POST")
def dismiss(request: HttpRequest, iso2: str, key: int) -> HttpResponse:
    """Ask first: only an administrator opens a closed account again."""
    state = _state(iso2)
    delegate = get_object_or_404(state.delegates.select_related("user"), pk=key)
    if request.method != "POST":
        return render(request, "network/dismiss_delegate.html", {"state": state, "delegate": delegate})
    dismiss_delegate(delegate.pk, state_id=state.pk, by=signed_in(request))
    messages.success(
        request,
        _("%(email)s speaks for the State no more.") % {"email": readable_address(delegate.user.email)},
    )
    return redirect("network:of_delegation", state.iso2)


@allow(EDITORS, "GET", "POST")
def delegations(request: HttpRequest) -> HttpResponse:
    initial = {"state": request.GET.get("state", "")}
    form = InviteDelegateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("network:delegations")
    context = {
        "form": form,
        "in_a_row": IN_A_ROW,
        "states": State.objects.participating().prefetch_related(_first_accounts(), "contacts"),
    }
    return render(request, "network/delegations.html", context, status=422 if form.is_bound else 200)


def _first_accounts() -> Prefetch[str]:
    """One account more than a row of the table shows, for each State."""
    first = Delegate.objects.select_related("user").order_by("user__email")[: IN_A_ROW + 1]
    return Prefetch("delegates", first, to_attr="first_delegates")


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
        messages.success(
            request,
            _("The invitation to %(email)s is on its way.") % {"email": readable_address(typed["email"])},
        )
    return not form.errors
