"""What is asked before data of many people leave the portal: for what, and a fresh proof of who asks.

The addresses of files stay what bookmarks and scripts know: who tells no purpose gets the file, and the trail
says that none was given. `?purpose=ask` shows the question; an answer that does not do shows it again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from nfp_portal.accounts.freshness import ask_anew, is_fresh
from nfp_portal.audit.actions import NOT_GIVEN, reason_in
from nfp_portal.audit.forms import PurposeForm

ASK = "ask"
OWN_FIELDS = ("purpose", "told")

View = Callable[..., HttpResponseBase]


def export(view: View) -> View:
    """Ask before a view that gives away data of many people; see `before_export`."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return before_export(request) or view(request, *args, **kwargs)

    return asking


def before_export(request: HttpRequest) -> HttpResponse | None:
    """Ask for the purpose where the address leaves it open, then for a fresh proof; None: let it go.

    Whom a link on another host led here is asked too: the reason in its address may be none of theirs. A
    script of ours that asks for JSON is refused (403, 422), and sends the person to the page. HEAD is not
    answered: no file would leave, but one would be made, counted and noted, and its reason used up.
    """
    if request.method == "HEAD":
        return HttpResponseNotAllowed(["GET"])
    is_led = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if is_led or "purpose" in request.GET:
        is_asked = is_led or request.GET["purpose"] == ASK
        form = PurposeForm(None if is_asked else request.GET)
        if not form.is_valid():
            return _page(request, form, 200 if is_asked else 422)
    if request.headers.get("Accept") == "application/json" and not is_fresh(request):
        return JsonResponse({}, status=403)
    ask_anew(request)
    return None


def _page(request: HttpRequest, form: PurposeForm, status: int) -> HttpResponse:
    context = {"form": form, "asked": pairs(request.GET)}
    return render(request, "audit/purpose.html", context, status=status)


def pairs(asked: QueryDict) -> list[tuple[str, str]]:
    """What an address asks besides the reason, for hidden fields."""
    return [(name, value) for name, values in asked.lists() if name not in OWN_FIELDS for value in values]


def reason_of(request: HttpRequest, work: UUID | None = None) -> dict[str, str]:
    """The reason told in the address, else the one kept for this piece of work; for the trail.

    Either way none is kept any longer: a reason is told for one file.
    """
    reason = reason_in(request.GET)
    kept = request.session.pop(_place(work), None) if work else None
    return kept if kept and reason["reason"] == NOT_GIVEN else reason


def keep_reason(request: HttpRequest, work: UUID) -> None:
    """Keep the reason until this work has made the file: its page leads to the bare address."""
    reason = reason_in(request.GET)
    if reason["reason"] != NOT_GIVEN:
        request.session[_place(work)] = reason


def _place(work: UUID) -> str:
    return f"reason {work}"
