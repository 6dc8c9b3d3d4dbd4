"""What every request and every answer goes through and Django has no setting for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from nfp_portal.ui.characters import NO_TEXT


def plain_text(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Leave invisible control characters, pasted or hostile, out of all that is asked and typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _has_invisible(request.GET):
            request.GET = _visible(request.GET)  # type: ignore[assignment] # immutable as Django's own
        if request.method == "POST" and _has_invisible(request.POST):
            request.POST = _visible(request.POST)  # type: ignore[assignment] # as above
        return get_response(request)

    return middleware


def _has_invisible(typed: QueryDict) -> bool:
    return any(NO_TEXT.search(value) for _name, values in typed.lists() for value in values)


def _visible(typed: QueryDict) -> QueryDict:
    cleaned = typed.copy()
    for name, values in typed.lists():
        cleaned.setlist(name, [NO_TEXT.sub("", value) for value in values])
    cleaned._mutable = False  # noqa: SLF001 - QueryDict has no other way back
    return cleaned


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
