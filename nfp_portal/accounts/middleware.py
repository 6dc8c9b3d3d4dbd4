"""The second factor: the secretariat cannot work without one, wherever it signed in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nfp_portal.accounts.models import User

ALWAYS_OPEN = ("/accounts/", "/static/", "/healthz", "/readyz", "/language/")


def require_second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ALWAYS_OPEN) or not _lacks_second_factor(request.user):
            return get_response(request)
        messages.warning(request, _("Set up a second factor first: an app, a passkey or a security key."))
        return redirect("mfa_index")

    return middleware


def _lacks_second_factor(user: object) -> bool:
    if not settings.REQUIRE_MFA or not isinstance(user, User) or not user.is_secretariat:
        return False
    return not is_mfa_enabled(user)
