"""A form posted after the session ended is kept, shown filled after sign-in, and sent with one click.

By default nothing is kept: only what somebody posts whose session ended by itself within the last day, to a
view of the portal that would have taken it from this very account. Forms of signing in, of passwords and of
the administration are not among these.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nfp_portal.accounts.access import VISITOR, Declaration, account_of, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.accounts.sessions import account_of_ended
from nfp_portal.kept_forms import actions
from nfp_portal.kept_forms.filling import PostedForm, filled
from nfp_portal.kept_forms.models import LONGEST_ADDRESS, KeptForm

FIELD = "kept_form"
NEVER_OF = {"accounts", "admin", "kept_forms"}


class KeepForms:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = account_of(request)
        if user is not None and request.method == "POST" and FIELD in request.POST:
            return self._sent(request, user)
        if user is not None and request.method != "POST" and FIELD in request.GET:
            return self._shown(request, user)
        return self.get_response(request)

    def _sent(self, request: HttpRequest, user: User) -> HttpResponse:
        """Let the view take the form as any other; what it has taken is kept no longer."""
        values = request.POST.copy()
        key = str(values.pop(FIELD)[-1])
        request.POST = values  # type: ignore[assignment] # as Django's own
        response = self.get_response(request)
        if _was_taken(response) and (uuid := _uuid(key)):
            actions.remove(user, uuid)
        return response

    def _shown(self, request: HttpRequest, user: User) -> HttpResponse:
        key = _uuid(request.GET[FIELD])
        kept = KeptForm.objects.kept().filter(user=user, key=key).first() if key else None
        if kept is None:
            return self.get_response(request)
        messages.info(request, note_of(kept))
        response = self.get_response(request)
        html = _fill(response, kept)
        if not html:
            return redirect("kept_forms:kept", kept.key)
        response.content = html.encode()
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = _whose(request, view)
        kept = _keep(request, user) if user is not None else None
        if kept is None:
            return None
        messages.info(request, _("Your session had ended. Sign in: what you entered is kept for an hour."))
        answer = redirect_to_login(reverse("kept_forms:show", args=[kept.key]))
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
        return answer


def _was_taken(response: HttpResponse) -> bool:
    """Whether the view has taken the form, or shows it again; what was refused before stays kept."""
    if response.status_code in {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}:
        return True
    leads_to_proof = response.headers.get("Location", "").startswith("/accounts/")
    return response.status_code < HTTPStatus.BAD_REQUEST and not leads_to_proof


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def note_of(kept: KeptForm) -> str:
    """What the page says above the form."""
    note = _(
        "This is what you entered before your session ended. Nothing is saved yet: check it and send it."
    )
    if not kept.files:
        return note
    names = _("Choose these files again: %(names)s.") % {"names": ", ".join(kept.files)}
    return f"{note} {names}"


def _whose(request: HttpRequest, view: Any) -> User | None:
    """The account whose form arrived too late, if the view would have taken it."""
    declaration: Declaration | None = getattr(view, "declaration", None)
    match = request.resolver_match
    if request.method != "POST" or account_of(request) is not None or declaration is None or match is None:
        return None
    if getattr(view, "is_never_kept", False) or NEVER_OF & {*match.app_names}:
        return None
    if declaration.status(VISITOR, "POST") != HTTPStatus.FOUND:
        return None
    user = account_of_ended(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
    return user if user is not None and caller_of(user) in declaration.who else None


def _keep(request: HttpRequest, user: User) -> KeptForm | None:
    action = request.get_full_path()
    names = [file.name or "" for files in request.FILES.lists() for file in files[1]]
    page = _page_of(request)
    if max(len(action), len(page)) > LONGEST_ADDRESS:
        return None
    return actions.keep(user, action=action, page=page, values=request.POST, files=names)


def _page_of(request: HttpRequest) -> str:
    """The page of the portal on which the form stood; else the address it was posted to."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(referer)
    path = escape_leading_slashes(parts.path)
    return f"{path}?{parts.query}" if parts.query else path


def _fill(response: HttpResponse, kept: KeptForm) -> str:
    is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    if not is_page or response.status_code != HTTPStatus.OK:
        return ""
    values = {name: list(each) for name, each in kept.values.lists()}
    form = PostedForm(kept.page, kept.action, values)
    return filled(response.content.decode(), form, {FIELD: str(kept.key)})
