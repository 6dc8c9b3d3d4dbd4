"""Sessions and their end, and the second factor, without which the secretariat cannot work."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from nfp_portal.accounts.access import OF_LIBRARIES, is_secretariat
from nfp_portal.accounts.adapter import UnreadableFactorError
from nfp_portal.accounts.forms import unreadable_factor
from nfp_portal.accounts.models import User
from nfp_portal.accounts.sessions import account_of_ended

log = logging.getLogger(__name__)


class KeepEndedCookie(SessionMiddleware):
    """Django deletes the cookie of an ended session; here it stays, to know whose late form arrives."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        name = settings.SESSION_COOKIE_NAME
        answer = super().process_response(request, response)
        sent = answer.cookies.get(name)
        if sent is not None and not sent.value and account_of_ended(request.COOKIES.get(name, "")):
            del answer.cookies[name]
        return answer


class NoteActivity:
    """Keep a session of staff alive by what a person does, not by what a page asks for by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.user.is_authenticated and not _asks_by_itself(request, view):
            request.session.note_activity()  # type: ignore[attr-defined] # our session store


def _asks_by_itself(request: HttpRequest, view: Any) -> bool:
    """Whether a page polls: a view that says so, or a document that the page of its progress waits for."""
    is_polled = getattr(view, "is_polled", False) or request.path.endswith(".pdf")
    return is_polled and "HX-Request" in request.headers


# What sign-in and the set-up of a factor need; nothing else is open without one.
ALWAYS_OPEN = ("/static/", "/healthz", "/readyz", "/language/")
OPEN_NAMES = frozenset({*OF_LIBRARIES, "accounts:arrival", "accounts:invitation"})


def require_second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_open(request.path_info) or not _lacks_second_factor(request.user):
            return get_response(request)
        messages.warning(request, _("Set up a second factor first: an app, a passkey or a security key."))
        return redirect("mfa_index")

    return middleware


class UnreadableFactors:
    """Show a page for a second factor that cannot be decrypted, whichever view needed it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, UnreadableFactorError):
            return None
        log.error("A second factor cannot be read: an earlier key is missing in SECRET_KEY_FALLBACKS.")
        return render(request, "mfa/unreadable.html", {"text": unreadable_factor()}, status=409)


def _is_open(path: str) -> bool:
    try:
        return path.startswith(ALWAYS_OPEN) or resolve(path).view_name in OPEN_NAMES
    except Resolver404:
        return False


def _lacks_second_factor(user: User | AnonymousUser) -> bool:
    return settings.REQUIRE_MFA and is_secretariat(user) and not is_mfa_enabled(user)
