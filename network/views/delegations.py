"""Which accounts speak for which State, and their invitation."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions.delegations import (
    OtherRoleError,
    OtherStateError,
    dismiss_delegate,
    invite_delegate,
)
from network.forms.delegations import InviteDelegateForm
from network.models import Delegate, State
from network.sections import Action
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.actions import ClosedAccountError
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50
# So many accounts stand beside a State.
IN_A_ROW = 3


@allow(EDITORS)
def of_delegation(request: HttpRequest, iso2: str) -> HttpResponse:
    """How a State's delegation is reached, and which accounts speak for the State."""
    state = _state(iso2)
    delegates = state.delegates.select_related("user").order_by("user__email")
    page = paginate(request.GET, delegates, ON_A_PAGE)
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
    states = State.objects.participating().prefetch_related(_first_accounts(), "contacts")
    context = {
        "form": form,
        "rows": [_row(each) for each in states],
    }
    return render(request, "network/delegations.html", context, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class DelegationRow:
    """A State with its first accounts, and a link to all of them or to invite the first."""

    state: State
    url: str
    accounts: list[str]
    link: Action


def _row(state: Any) -> DelegationRow:
    """Make a row of a State that brings its `first_delegates`."""
    url, accounts = reverse("network:of_delegation", args=[state.iso2]), state.first_delegates
    names = [_account(each) for each in accounts[:IN_A_ROW]]
    invite = reverse("network:delegations") + f"?state={state.iso2}"
    link = Action(_("All accounts"), url) if accounts else Action(_("Invite"), invite)
    return DelegationRow(state, url, names, link)


def _account(delegate: Delegate) -> str:
    address = readable_address(delegate.user.email)
    return address if delegate.user.is_active else _("%(address)s (closed)") % {"address": address}


def _first_accounts() -> Prefetch[str]:
    """One account more than a row of the table shows, for each State."""
    first = Delegate.objects.select_related("user").order_by("user__email")[: IN_A_ROW + 1]
    return Prefetch("delegates", first, to_attr="first_delegates")


def _invite(request: HttpRequest, form: InviteDelegateForm) -> bool:
    cleaned = form.cleaned_data
    try:
        invite_delegate(cleaned["state"], cleaned["email"], name=cleaned["name"], by=signed_in(request))
    except OtherStateError:
        form.add_error("email", _("This account already speaks for another State."))
    except OtherRoleError:
        form.add_error("email", _("This address has an account of another role."))
    except ClosedAccountError:
        form.add_error("email", _("This account was closed: only an administrator opens it again."))
    else:
        messages.success(
            request,
            _("The invitation to %(email)s is on its way.") % {"email": readable_address(cleaned["email"])},
        )
    return not form.errors
