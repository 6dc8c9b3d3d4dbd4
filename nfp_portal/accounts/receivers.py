"""Receivers of signals of Django and allauth."""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.actions import verify_address
from nfp_portal.accounts.events import Event, announce
from nfp_portal.accounts.models import User


def set_session_end(sender: Any, request: HttpRequest, user: User, **_signal: object) -> None:
    """Set when the session ends at the latest, and after how long without activity."""
    session: Any = request.session
    if is_secretariat(user):
        session.end_after(settings.STAFF_SESSION_SECONDS, idle=settings.STAFF_IDLE_SECONDS)
    else:
        session.end_after(settings.SESSION_COOKIE_AGE)


def verify_reset_address(sender: Any, user: User, **_signal: object) -> None:
    """A password was reset by a link sent to the account's address."""
    verify_address(user)


def announce_added_factor(sender: Any, instance: Authenticator, *, created: bool, **_signal: object) -> None:
    if created and _is_factor(instance):
        announce(Event.SECOND_FACTOR_ADDED, instance.user, by=_current_account(), kind=instance.type)


def announce_removed_factor(sender: Any, instance: Authenticator, **_signal: object) -> None:
    if _is_factor(instance):
        announce(Event.SECOND_FACTOR_REMOVED, instance.user, by=_current_account(), kind=instance.type)


def announce_renewed_codes(sender: Any, user: User, **_signal: object) -> None:
    """Received after allauth's transaction has committed."""
    announce(Event.RECOVERY_CODES_RENEWED, user, by=user)


def _is_factor(authenticator: Authenticator) -> bool:
    """Recovery codes are no factor of their own."""
    return bool(authenticator.type != Authenticator.Type.RECOVERY_CODES)


def _current_account() -> User | None:
    """Return the account of the current request; None in a command."""
    user = getattr(context.request, "user", None)
    return user if isinstance(user, User) else None
