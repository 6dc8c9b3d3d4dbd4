"""Whether somebody has lately shown who they are: asked before data of many people leave the portal."""

import time

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest

from nfp_portal.accounts.proofs import get_authentication_records


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof, of signing in or given since, is younger than `FRESH_SIGN_IN_MINUTES`.

    An account that has nothing to prove itself with (it came by an invitation and set nothing up yet) is not
    asked: whoever sits at it could set the password that would be asked for. No query where it is fresh.
    """
    youngest = max((proof["at"] for proof in get_authentication_records(request, request.user)), default=0)
    if time.time() - youngest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return True
    return not get_adapter().get_reauthentication_methods(request.user)


def ask_anew(request: HttpRequest) -> None:
    """Send whoever is not fresh to show that it is still they; a GET comes back to its own address."""
    if not is_fresh(request):
        raise ReauthenticationRequired
