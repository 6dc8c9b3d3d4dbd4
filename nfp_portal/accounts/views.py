"""Accepting invitations, inviting others, and the first page after sign-in."""

from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nfp_portal.accounts import actions
from nfp_portal.accounts.access import (
    ADMINISTRATORS,
    ANYONE,
    EDITORS,
    SIGNED_IN,
    allow,
    is_secretariat,
    signed_in,
)
from nfp_portal.accounts.forms import InviteForm, PasswordForm
from nfp_portal.accounts.models import Invitation, Role, User
from nfp_portal.accounts.proofs import perform_login, record_authentication
from nfp_portal.text.addresses import readable_address


@never_cache
@allow(ANYONE, "GET", "POST")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    open_invitation = Invitation.objects.open().by_token(token).select_related("user").first()
    if open_invitation is None:
        return render(request, "accounts/invitation_closed.html", status=410)
    user = open_invitation.user
    form = PasswordForm(request.POST or None, user=user)
    by_passkey = "passkey" in request.POST
    if request.method == "POST" and (by_passkey or form.is_valid()):
        return _accept(request, token, None if by_passkey else form.cleaned_data["password"])
    context = {"form": form, "invited": user}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)


def _accept(request: HttpRequest, token: str, password: str | None) -> HttpResponse:
    try:
        user = actions.accept_invitation(token, password=password)
    except actions.InvitationClosedError:
        return render(request, "accounts/invitation_closed.html", status=410)
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=None))
    if not request.user.is_authenticated:  # the account has a second factor, which is asked first
        return answer
    record_authentication(request, user, method="invitation", reauthenticated=True)
    if password is None:
        return redirect("mfa_add_webauthn")
    messages.success(request, _("Your password is set. One step is left: a second factor."))
    return redirect("mfa_index")


@allow(SIGNED_IN)
def arrival(request: HttpRequest) -> HttpResponse:
    """Lead everybody to what waits for them."""
    if settings.REQUIRE_MFA and isinstance(request.user, User) and not is_mfa_enabled(request.user):
        messages.info(
            request, _("A second factor keeps others out of your account: set one up under Account.")
        )
    staff = is_secretariat(request.user)
    return redirect("desk" if staff else "home")


@allow(EDITORS | ADMINISTRATORS, "GET", "POST")
def invite(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    form = InviteForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        try:
            actions.invite(details["email"], role=Role(details["role"]), name=details["name"], by=by)
        except actions.ClosedAccountError:
            form.add_error("email", _("This account was closed: only an administrator opens it again."))
        else:
            shown = {"email": readable_address(details["email"])}
            messages.success(request, _("The invitation to %(email)s is on its way.") % shown)
            return redirect("accounts:invite")
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.is_bound else 200)
