"""What every request and every answer goes through and Django has no setting for."""

from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from nfp_portal.text.normal import normalize, printable
from nfp_portal.ui.downloads import sent_by_proxy


def plain_text(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Bring all that is asked and typed into its one form.

    An address loses its control characters too. In a form they stay, so that the form refuses them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.GET = _each(printable, request.GET)  # type: ignore[assignment] # immutable as Django's own
        if request.method == "POST":
            request.POST = _each(normalize, request.POST)  # type: ignore[assignment] # as above
        return get_response(request)

    return middleware


def _each(clean: Callable[[str], str], typed: QueryDict) -> QueryDict:
    """Return the same object where nothing changes."""
    pairs = [(name, [clean(value) for value in values]) for name, values in typed.lists()]
    if pairs == list(typed.lists()):
        return typed
    cleaned = typed.copy()
    for name, values in pairs:
        cleaned.setlist(name, values)
    cleaned._mutable = False  # noqa: SLF001 - QueryDict has no other way back
    return cleaned


def files_by_proxy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Leave the sending of stored files to the proxy where there is one: slow readers hold no thread here."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = get_response(request)
        if settings.MEDIA_BY_PROXY and isinstance(response, FileResponse):
            return sent_by_proxy(response)
        return response

    return middleware


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware
