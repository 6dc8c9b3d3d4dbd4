"""Who may call which route: every view declares it, nothing is open by default.

`@allow(WHO)` admits GET, `@allow(WHO, "POST")` only POST, `@allow(WHO, "GET", "POST")` both. A visitor
who is not admitted is sent to sign in, an account gets 404. What a view shows of an object is decided by the
room's permissions; what it hides of it from a visitor may be behind the sign-in too (`hidden_by_sign_in`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import url_has_allowed_host_and_scheme

from nfp_portal.accounts.models import SECRETARIAT_ROLES, Role, User

VISITOR = "visitor"
CALLERS = (VISITOR, *Role.values)

# Who asks for a page, signed in or not.
Reader = User | AnonymousUser
Who = frozenset[str]
View = Callable[..., HttpResponseBase]

ANYONE: Who = frozenset(CALLERS)
SIGNED_IN: Who = frozenset(Role.values)
FOCAL_POINTS: Who = SECRETARIAT_ROLES | {Role.FOCAL_POINT}
EDITORS: Who = frozenset({Role.EDITOR, Role.APPROVER})
APPROVERS: Who = frozenset({Role.APPROVER})
SECRETARIAT: Who = SECRETARIAT_ROLES
ADMINISTRATORS: Who = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Declaration:
    who: Who
    methods: frozenset[str]

    def status(self, caller: str, method: str) -> int:
        """Return 200 for admitted, 302 for sign-in, 404 for hidden, 405 for an undeclared method."""
        if method not in self.methods:
            return HttpResponseNotAllowed.status_code
        if caller in self.who:
            return 200
        return 302 if caller == VISITOR else 404


def signed_in(request: HttpRequest) -> User:
    """Return the account, in views whose rule admits no visitor."""
    assert isinstance(request.user, User)  # noqa: S101 - @allow admits accounts only
    return request.user


def account_of(request: HttpRequest) -> User | None:
    """Return the account, in views whose rule admits everybody; None is a visitor."""
    return request.user if isinstance(request.user, User) else None


def caller_of(user: User | AnonymousUser) -> str:
    return user.role if isinstance(user, User) and user.is_active else VISITOR


def is_focal_point(user: User | AnonymousUser) -> bool:
    return caller_of(user) == Role.FOCAL_POINT


def is_delegation(user: User | AnonymousUser) -> bool:
    return caller_of(user) == Role.DELEGATION


def is_secretariat(user: User | AnonymousUser) -> bool:
    return caller_of(user) in SECRETARIAT


def allow(who: Who, *methods: str) -> Callable[[View], View]:
    declaration = Declaration(who, frozenset(methods or ("GET",)))

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            method = "GET" if request.method == "HEAD" else str(request.method)
            match declaration.status(caller_of(request.user), method):
                case 200:
                    return view(request, *args, **kwargs)
                case 302:
                    return _to_sign_in(request)
                case 404:
                    raise Http404
                case _:
                    return HttpResponseNotAllowed(sorted(declaration.methods))

        guarded.declaration = declaration  # type: ignore[attr-defined] # read by declared_routes
        return guarded

    return declare


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page and back; a part of a page that asks by itself takes the whole page there."""
    if "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path())
    page = request.headers.get("HX-Current-URL", "")
    own = url_has_allowed_host_and_scheme(page, {request.get_host()})
    parts = urlsplit(page if own else request.get_full_path())
    answer = redirect_to_login(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return HttpResponse(status=204, headers={"HX-Redirect": answer.url})


def hidden_by_sign_in(view: View) -> View:
    """Lead a visitor to sign in where a view that is open to everybody finds nothing for them.

    So it is at every address, whether something is there or not: what is hidden does not show by that.
    """

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if caller_of(request.user) == VISITOR:
                return _to_sign_in(request)
            raise

    return leading


def polled(view: View) -> View:
    """Say that pages ask this view again and again by themselves: that keeps no session alive."""
    view.is_polled = True  # type: ignore[attr-defined] # read by the middleware
    return view


def never_kept(view: View) -> View:
    """Say that a form posted here after its session ended is not worth keeping."""
    view.is_never_kept = True  # type: ignore[attr-defined] # read by the middleware of kept forms
    return view


def _signed_in(*methods: str) -> Declaration:
    return Declaration(SIGNED_IN, frozenset(methods))


# The rules of libraries' views, which cannot carry our decorator, by route name.
OF_LIBRARIES = {
    "account_login": Declaration(ANYONE, frozenset({"GET", "POST"})),
    "account_logout": Declaration(ANYONE, frozenset({"GET", "POST"})),
    "account_signup": Declaration(ANYONE, frozenset({"GET"})),
    "account_inactive": Declaration(ANYONE, frozenset({"GET"})),
    "account_reauthenticate": _signed_in("GET", "POST"),
    "account_change_password": _signed_in("GET", "POST"),
    "account_set_password": _signed_in("GET", "POST"),
    "account_reset_password": Declaration(ANYONE, frozenset({"GET", "POST"})),
    "account_reset_password_done": Declaration(ANYONE, frozenset({"GET"})),
    "account_reset_password_from_key": Declaration(ANYONE, frozenset({"GET", "POST"})),
    "account_reset_password_from_key_done": Declaration(ANYONE, frozenset({"GET"})),
    "mfa_index": _signed_in("GET"),
    "mfa_authenticate": Declaration(ANYONE, frozenset({"GET", "POST"})),
    "mfa_reauthenticate": _signed_in("GET", "POST"),
    "mfa_activate_totp": _signed_in("GET", "POST"),
    "mfa_deactivate_totp": _signed_in("GET", "POST"),
    "mfa_view_recovery_codes": _signed_in("GET"),
    "mfa_generate_recovery_codes": _signed_in("GET", "POST"),
    "mfa_download_recovery_codes": _signed_in("GET"),
    "mfa_list_webauthn": _signed_in("GET"),
    "mfa_add_webauthn": _signed_in("GET", "POST"),
    "mfa_edit_webauthn": _signed_in("GET", "POST"),
    "mfa_remove_webauthn": _signed_in("GET", "POST"),
    "mfa_reauthenticate_webauthn": _signed_in("GET", "POST"),
    "mfa_login_webauthn": Declaration(ANYONE, frozenset({"GET", "POST"})),
    "mfa_signup_webauthn": Declaration(ANYONE, frozenset({"GET"})),
    "usersessions_list": _signed_in("GET", "POST"),
    "set_language": Declaration(ANYONE, frozenset({"POST"})),
}
ADMINISTRATION = Declaration(ADMINISTRATORS, frozenset({"GET", "POST"}))


class Route(NamedTuple):
    name: str
    pattern: str
    declaration: Declaration | None


def declared_routes() -> Iterator[Route]:
    """Yield every route of the portal with its rule, or None if it has none."""
    yield from _routes(get_resolver().url_patterns, "", "")


def _routes(patterns: list[URLPattern | URLResolver], prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from _routes(pattern.url_patterns, path, inner)
        else:
            name = ":".join(filter(None, (namespace, pattern.name)))
            yield Route(
                name, "/" + path.replace("^", "").replace("\\Z", ""), _declaration(name, path, pattern)
            )


def _declaration(name: str, path: str, pattern: URLPattern) -> Declaration | None:
    if path.startswith("admin/"):
        return ADMINISTRATION
    return getattr(pattern.callback, "declaration", None) or OF_LIBRARIES.get(name)


def check_declarations(**_kwargs: object) -> list[CheckMessage]:
    """System check: every route has a rule."""
    return [
        Error(
            f"{route.pattern} does not declare who may call it.", hint="Use @allow(...).", id="accounts.E001"
        )
        for route in declared_routes()
        if route.declaration is None
    ]
