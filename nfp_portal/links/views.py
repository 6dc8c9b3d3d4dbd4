"""The page behind a signed link: no password, no session, in its holder's own language.

GET changes nothing, for mail scanners open every link; POST acts. Every answer forbids to be kept, to be
indexed and to tell other hosts its address, for the address is the proof.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import pgettext

from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.accounts.languages import LETTER_LANGUAGES, for_letters
from nfp_portal.links.registry import Purpose, purpose_named
from nfp_portal.links.signing import target_of
from nfp_portal.ui.limits import HOUR, is_within_limit

HEADERS = {
    "Cache-Control": "no-store, private",
    # Nothing to other hosts. "no-referrer" would make browsers hide the form's origin from our own check.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
# What history keeps of an act by a link instead of the address, which is the proof.
ORIGIN = {"origin": "link", "path": "/answer/…", "user": None}
# Forms sent from one place within an hour; an authority behind one proxy stays well below.
PER_HOUR = 300


@allow(ANYONE, "GET", "POST")
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    response = _answer(request, token)
    for name, value in HEADERS.items():
        response[name] = value
    return response


@allow(ANYONE)
def former_address(request: HttpRequest, token: str) -> HttpResponse:
    query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
    response = redirect(f"/answer/{token}/{query}")
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponseBase:
    purpose, row = _row_of(token)
    with translation.override(_language(request, purpose, row)):
        if request.method == "POST" and not is_within_limit(request, "links", PER_HOUR):
            return _too_many_page(request)
        if purpose is None or row is None:
            return unknown_page(request)
        return purpose.page(request, row)


def _row_of(token: str) -> tuple[Purpose | None, Any]:
    target = target_of(token)
    purpose = purpose_named(target.purpose) if target else None
    return purpose, purpose.find(target.key) if purpose and target else None


def _language(request: HttpRequest, purpose: Purpose | None, row: Any) -> str:
    """The language asked for in the address, else that of the holder, else that of the browser."""
    if (chosen := request.GET.get("in", "")) in LETTER_LANGUAGES:
        return chosen
    if purpose is not None and row is not None:
        return for_letters(purpose.language(row))
    return for_letters(getattr(request, "chosen_language", ""))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of the page asks for; a purpose's view adds its own."""
    return {
        "language": translation.get_language(),
        "languages": list(_languages(request)),
        "help_address": settings.HELP_ADDRESS,
        "path": path_in_language(request),
    }


def _languages(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    """Yield code and own name of each language, and the query of this page in it."""
    for code in LETTER_LANGUAGES:
        query = request.GET.copy()
        query["in"] = code
        yield code, translation.get_language_info(code)["name_local"], query.urlencode()


def path_in_language(request: HttpRequest) -> str:
    """Return the page's own address, in the language it was asked for in."""
    language = request.GET.get("in", "")
    return f"{request.path}?in={language}" if language in LETTER_LANGUAGES else request.path


def message_page(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    context = frame(request) | {"title": title, "text": text}
    return render(request, "links/message.html", context, status=status)


def _too_many_page(request: HttpRequest) -> HttpResponse:
    title = pgettext("letter", "Please try again in an hour")
    text = pgettext(
        "letter", "Too many forms came from your internet connection within an hour. Nothing was saved."
    )
    page = message_page(request, title, text, 429)
    page["Retry-After"] = str(HOUR)
    return page


def unknown_page(request: HttpRequest) -> HttpResponse:
    title = pgettext("letter", "This link does not work")
    text = pgettext(
        "letter", "It is incomplete or was never ours. Please open it again from the message, whole."
    )
    return message_page(request, title, text, 404)
