"""What follows from signals of Django and allauth, whose own code changes these rows."""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from nfp_portal.accounts.actions import verify_address
from nfp_portal.accounts.events import Event, announce
from nfp_portal.accounts.models import User


def bound_session(sender: Any, request: HttpRequest, user: User, **_signal: object) -> None:
    """Set when the session ends: whatever happens in it, and however long it is said to be remembered."""
    seconds = settings.STAFF_SESSION_SECONDS if user.is_secretariat else settings.SESSION_COOKIE_AGE
    request.session.end_after(seconds)  # type: ignore[attr-defined] # our session store


def note_proved_address(sender: Any, user: User, **_signal: object) -> None:
    """A new password by a link: the link had been sent to the account's address."""
    verify_address(user)


def note_added_factor(sender: Any, instance: Authenticator, *, created: bool, **_signal: object) -> None:
    if created and _is_factor(instance):
        announce(Event.SECOND_FACTOR_ADDED, instance.user, by=_who_asks(), kind=instance.type)


def note_removed_factor(sender: Any, instance: Authenticator, **_signal: object) -> None:
    if _is_factor(instance):
        announce(Event.SECOND_FACTOR_REMOVED, instance.user, by=_who_asks(), kind=instance.type)


def note_renewed_codes(sender: Any, user: User, **_signal: object) -> None:
    """Allauth sends this once its transaction is committed."""
    announce(Event.RECOVERY_CODES_RENEWED, user, by=user)


def _is_factor(authenticator: Authenticator) -> bool:
    """Recovery codes come and go with the factors they stand in for."""
    return bool(authenticator.type != Authenticator.Type.RECOVERY_CODES)


def _who_asks() -> User | None:
    """The account whose request this is; None for a command of the server."""
    user = getattr(context.request, "user", None)
    return user if isinstance(user, User) else None
