"""Previews of an issue as a mail, the test mail, and the approval by a second person."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin

from newsletter import actions, permissions
from newsletter.letters import letter_of, page_of_previews
from newsletter.models import Issue, IssueStatus
from newsletter.submissions import parts_of, subject_of
from newsletter.views.compose import not_now
from newsletter.views.offers import approval_note
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.actions import NoRemarkError, open_submission
from nfp_portal.revisions.approval import Rows, approval_page
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import is_approver
from nfp_portal.revisions.stale import StaleError
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.letters import Letter
from nfp_portal.ui.mail_previews import (
    LIKE_A_MAIL_PROGRAM,
    Frame,
    frames,
    like_a_mail_program,
    mail_in_scheme,
)


def _letter(number: int) -> tuple[Issue, Letter]:
    issue = get_object_or_404(Issue.objects.with_pieces(), number=number)
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
        approve = [Button(_("Read and approve"), reverse("newsletter:approve", args=[issue.number]), "")]
    test = reverse("newsletter:test_mail", args=[issue.number])
    back = reverse("newsletter:compose", args=[issue.number])
    return [
        *approve,
        Button(_("Send me a test mail"), test, "quiet", fields={}),
        Button(_("Back to the issue"), back),
    ]


def frames_of(issue: Issue) -> list[Frame]:
    light, dark = (reverse("newsletter:letter", args=[issue.number, look]) for look in ("light", "dark"))
    plain = reverse("newsletter:letter_no_images", args=[issue.number])
    without = Frame("no-images", _("Images off"), _("With images off"), "preview--600", plain)
    return [*frames(light, dark), without]


@like_a_mail_program
@allow(EDITORS)
def letter(request: HttpRequest, number: int, look: str) -> HttpResponse:
    """The mail's HTML in the light or the dark scheme, whatever scheme this screen has."""
    if look not in {"light", "dark"}:
        raise Http404
    _issue, shown = _letter(number)
    return HttpResponse(mail_in_scheme(shown.html, is_dark=look == "dark"))


@xframe_options_sameorigin
@csp_replace(LIKE_A_MAIL_PROGRAM | {"img-src": [NONE]})
@allow(EDITORS)
def letter_without_images(request: HttpRequest, number: int) -> HttpResponse:
    _issue, shown = _letter(number)
    return HttpResponse(mail_in_scheme(shown.html, is_dark=False))


@allow(EDITORS, "POST")
def test_mail(request: HttpRequest, number: int) -> HttpResponse:
    get_object_or_404(Issue, number=number)
    user = signed_in(request)
    actions.send_test(number, by=user)
    messages.success(
        request, _("A test mail is on its way to %(email)s.") % {"email": readable_address(user.email)}
    )
    return redirect("newsletter:preview", number)


@allow(EDITORS, "GET", "POST")
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Show what changed since it was last submitted; approve what the page showed, or send it back."""
    issue = get_object_or_404(Issue.objects.with_pieces(), number=number)
    submission = open_submission(subject_of(issue))
    if request.method != "POST" and (submission is None or issue.status != IssueStatus.SUBMITTED):
        return not_now(request, number)
    if request.method != "POST":
        return _approval(request, issue, submission)
    if not is_approver(request.user):
        raise Http404
    if not permissions.may_approve(request.user, issue):
        return not_now(request, number)
    if request.POST.get("decision") == "send_back":
        return _sent_back(request, issue, submission)
    return _approved(request, number)


def _approved(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.approve(number, seen=request.POST.get("fingerprint", ""), by=signed_in(request))
    except StaleError:
        messages.error(request, _("It was changed while you read it. Please read it again."))
        return redirect("newsletter:approve", number)
    except actions.NotNowError:
        return not_now(request, number)
    messages.success(request, _("Approved and frozen. It can be sent now."))
    return redirect("newsletter:dispatch", number)


def _sent_back(request: HttpRequest, issue: Issue, submission: Submission | None) -> HttpResponse:
    try:
        actions.send_back(issue.number, remark=request.POST.get("remark", ""), by=signed_in(request))
    except NoRemarkError:
        return _approval(request, issue, submission, error=_("Write what is to be changed."))
    except actions.NotNowError:
        return not_now(request, issue.number)
    messages.success(request, _("Sent back with your remark. It is a draft again."))
    return redirect("newsletter:compose", issue.number)


def _approval(
    request: HttpRequest, issue: Issue, submission: Submission | None, *, error: str = ""
) -> HttpResponse:
    if submission is None:
        return not_now(request, issue.number)
    refusal = approval_note(issue, request.user)
    context = {
        "issue": issue,
        "approval": approval_page(
            submission, parts_of(issue), request.user, refusal=refusal, sections=[_readers(issue)]
        ),
        "heading": _("Approve issue No. %(number)d") % {"number": issue.number},
        "facts": f"{issue.title}, {issue.period}",
        "tools": [
            Button(_("Preview of the mail"), reverse("newsletter:preview", args=[issue.number])),
            Button(_("History"), reverse("newsletter:history", args=[issue.number])),
        ],
        "text_url": issue.get_absolute_url(),
        "fingerprint": issue.fingerprint(),
        "approve_label": _("Approve"),
        "after": _("Once approved it can be sent; a change makes it a draft again."),
        "form_error": error,
        "typed": request.POST.get("remark", ""),
    }
    return render(request, "newsletter/approve.html", context, status=422 if error else 200)


def _readers(issue: Issue) -> Rows:
    """Count what everybody reads, and what focal points alone."""
    pieces = list(issue.pieces.all())
    restricted = sum(piece.is_restricted for piece in pieces)
    rows = [(_("Everyone"), _contributions(len(pieces) - restricted))]
    if restricted:
        rows.append((_("Focal points only"), _contributions(restricted)))
    summary = ngettext(
        "contribution for focal points only", "contributions for focal points only", restricted
    )
    return Rows("readers", _("What becomes public"), summary, restricted, rows)


def _contributions(number: int) -> str:
    text = ngettext("%(number)d contribution", "%(number)d contributions", number)
    return text % {"number": number}
