"""Whether the account has signed in recently, as exports need."""

import time

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest

from nfp_portal.accounts.proofs import get_authentication_records


def has_fresh_sign_in(request: HttpRequest) -> bool:
    """Whether the last sign-in or confirmation is younger than `FRESH_SIGN_IN_MINUTES`.

    An account without password and factors (invited, nothing set up yet) counts as fresh: whoever uses it
    could set the password it would be asked for. No query if it is fresh.
    """
    last = max((proof["at"] for proof in get_authentication_records(request, request.user)), default=0)
    if time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return True
    return not get_adapter().get_reauthentication_methods(request.user)


def require_fresh_sign_in(request: HttpRequest) -> None:
    """Have the account confirm its sign-in if that is too old; a GET then returns to its own address."""
    if not has_fresh_sign_in(request):
        raise ReauthenticationRequired
