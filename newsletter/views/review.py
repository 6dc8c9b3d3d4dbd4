"""Previews of an issue as a mail, the test mail, and the approval by a second person."""

from dataclasses import dataclass

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from newsletter import actions, permissions
from newsletter.letters import letter_of, page_of_previews
from newsletter.models import Issue
from newsletter.views.compose import not_now
from newsletter.views.offers import approval_note
from nfp_portal.accounts.access import APPROVERS, EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.letters import Letter

DARK = "(prefers-color-scheme: dark)"
# A mail carries its own style sheet and may do nothing else: no script, no form, nothing fetched.
LIKE_A_MAIL_PROGRAM = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "font-src": [NONE],
    "connect-src": [NONE],
    "frame-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


def _letter(number: int) -> tuple[Issue, Letter]:
    issue = get_object_or_404(Issue.objects.with_contributions(), number=number)
    return issue, letter_of(issue, links=page_of_previews(issue))


@allow(EDITORS)
def preview(request: HttpRequest, number: int) -> HttpResponse:
    issue, letter = _letter(number)
    context = {
        "issue": issue,
        "letter": letter,
        "kilobytes": round(len(letter.html.encode()) / 1000, 1),
        "frames": frames_of(issue),
        "tools": _tools(request, issue),
        "note": approval_note(issue, request.user),
    }
    return render(request, "newsletter/preview.html", context)


def _tools(request: HttpRequest, issue: Issue) -> list[Button]:
    approve = []
    if permissions.may_approve(request.user, issue):
        url = reverse("newsletter:approve", args=[issue.number])
        approve = [Button(_("Approve"), url, "", fields={"fingerprint": issue.fingerprint()})]
    test = reverse("newsletter:test_mail", args=[issue.number])
    back = reverse("newsletter:compose", args=[issue.number])
    return [
        *approve,
        Button(_("Send me a test mail"), test, "quiet", fields={}),
        Button(_("Back to the issue"), back),
    ]


@dataclass(frozen=True)
class Frame:
    """The mail as one kind of mail program shows it."""

    anchor: str
    label: str
    title: str
    css: str
    url: str


def frames_of(issue: Issue) -> list[Frame]:
    light, dark = (reverse("newsletter:letter", args=[issue.number, look]) for look in ("light", "dark"))
    plain = reverse("newsletter:letter_no_images", args=[issue.number])
    return [
        Frame("wide", "600 px", _("On a wide screen, 600 px"), "preview--600", light),
        Frame("narrow", "375 px", _("On a telephone, 375 px"), "preview--375", light),
        Frame("dark", _("Dark"), _("In the dark scheme"), "preview--600", dark),
        Frame("no-images", _("Images off"), _("With images off"), "preview--600", plain),
    ]


@xframe_options_sameorigin
@csp_replace(LIKE_A_MAIL_PROGRAM | {"img-src": [SELF, "data:"]})
@allow(EDITORS)
def letter(request: HttpRequest, number: int, look: str) -> HttpResponse:
    """The mail's HTML in the light or the dark scheme, whatever scheme this screen has."""
    if look not in {"light", "dark"}:
        raise Http404
    _issue, shown = _letter(number)
    return HttpResponse(shown.html.replace(DARK, "all" if look == "dark" else "not all"))


@xframe_options_sameorigin
@csp_replace(LIKE_A_MAIL_PROGRAM | {"img-src": [NONE]})
@allow(EDITORS)
def letter_without_images(request: HttpRequest, number: int) -> HttpResponse:
    _issue, shown = _letter(number)
    return HttpResponse(shown.html.replace(DARK, "not all"))


@allow(EDITORS, "POST")
def test_mail(request: HttpRequest, number: int) -> HttpResponse:
    get_object_or_404(Issue, number=number)
    user = signed_in(request)
    actions.send_test(number, by=user)
    messages.success(
        request, _("A test mail is on its way to %(email)s.") % {"email": readable_address(user.email)}
    )
    return redirect("newsletter:preview", number)


@allow(APPROVERS, "POST")
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve what the page showed; its fingerprint comes back with the button."""
    get_object_or_404(Issue, number=number)
    try:
        actions.approve(number, seen=request.POST.get("fingerprint", ""), by=signed_in(request))
    except StaleError:
        messages.error(request, _("It was changed while you read it. Please read it again."))
        return redirect("newsletter:preview", number)
    except actions.NotNowError:
        return not_now(request, number)
    messages.success(request, _("Approved and frozen. It can be sent now."))
    return redirect("newsletter:dispatch", number)
