"""Previews of an issue as a mail, the test mail, and the approval by a second person."""

from urllib.parse import urlencode

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
from newsletter.models import Issue, IssueStatus, Piece
from newsletter.pictures.actions import LostPictureError
from newsletter.pictures.addresses import signed_address
from newsletter.pictures.values import Picture
from newsletter.printed import Copy, address_in, copies_of
from newsletter.sections import parts_of_approval
from newsletter.submissions import parts_of, subject_of
from newsletter.views.compose import not_now
from newsletter.views.offers import approval_note, untranslated_in_words
from newsletter.wording import copy_in_words, language_name, lost_picture
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


def signed_picture(_piece: Piece, picture: Picture) -> str:
    """Return an address that needs no cookie: the frame of a preview sends none."""
    return signed_address(picture.digest)


def _letter(request: HttpRequest, number: int) -> tuple[Issue, Copy, Letter]:
    """Return the copy that the query names, `?edition=ru` or `?edition=ru+focal-points`, or the main one."""
    issue = get_object_or_404(Issue.objects.with_pieces(), number=number)
    copies = copies_of(issue)
    chosen = Copy.of(request.GET.get("edition", ""))
    copy = chosen if chosen in copies else copies[0]
    links = page_of_previews(issue)
    return issue, copy, letter_of(issue, copy, links=links, pictures=signed_picture)


@allow(EDITORS)
def preview(request: HttpRequest, number: int) -> HttpResponse:
    issue, copy, letter = _letter(request, number)
    context = {
        "issue": issue,
        "letter": letter,
        "kilobytes": round(len(letter.html.encode()) / 1000, 1),
        "copies": _tabs(issue, copy),
        "frames": frames_of(issue, copy),
        "tools": _tools(request, issue, copy),
        "note": approval_note(issue, request.user),
    }
    return render(request, "newsletter/preview.html", context)


def _tabs(issue: Issue, shown: Copy) -> list[tuple[str, str, bool]]:
    """Return the copies of an issue that has several: label, address, and whether it is shown."""
    copies = copies_of(issue)
    url = reverse("newsletter:preview", args=[issue.number])
    tabs = [(copy_in_words(copy), f"{url}?{_query(copy)}", copy == shown) for copy in copies]
    return tabs if len(tabs) > 1 else []


def _query(copy: Copy) -> str:
    return urlencode({"edition": copy.name})


def _tools(request: HttpRequest, issue: Issue, copy: Copy) -> list[Button]:
    approve = []
    if permissions.may_approve(request.user, issue):
        approve = [Button(_("Read and approve"), reverse("newsletter:approve", args=[issue.number]), "")]
    test = f"{reverse('newsletter:test_mail', args=[issue.number])}?{_query(copy)}"
    back = reverse("newsletter:compose", args=[issue.number])
    return [
        *approve,
        Button(_("Send me a test mail"), test, "quiet", fields={}),
        Button(_("Back to the issue"), back),
    ]


def frames_of(issue: Issue, copy: Copy) -> list[Frame]:
    looks = (reverse("newsletter:letter", args=[issue.number, look]) for look in ("light", "dark"))
    light, dark = (f"{url}?{_query(copy)}" for url in looks)
    plain = f"{reverse('newsletter:letter_no_images', args=[issue.number])}?{_query(copy)}"
    without = Frame("no-images", _("Images off"), _("With images off"), "preview--600", plain)
    return [*frames(light, dark), without]


@like_a_mail_program
@allow(EDITORS)
def letter(request: HttpRequest, number: int, look: str) -> HttpResponse:
    """The mail's HTML in the light or the dark scheme, whatever scheme this screen has."""
    if look not in {"light", "dark"}:
        raise Http404
    _issue, _copy, shown = _letter(request, number)
    return HttpResponse(mail_in_scheme(shown.html, is_dark=look == "dark"))


@xframe_options_sameorigin
@csp_replace(LIKE_A_MAIL_PROGRAM | {"img-src": [NONE]})
@allow(EDITORS)
def letter_without_images(request: HttpRequest, number: int) -> HttpResponse:
    _issue, _copy, shown = _letter(request, number)
    return HttpResponse(mail_in_scheme(shown.html, is_dark=False))


@allow(EDITORS, "POST")
def test_mail(request: HttpRequest, number: int) -> HttpResponse:
    _issue, copy, _shown = _letter(request, number)
    user = signed_in(request)
    try:
        actions.send_test(number, copy, by=user)
    except LostPictureError as refusal:
        messages.error(request, lost_picture(refusal.picture))
    else:
        values = {"email": readable_address(user.email)}
        messages.success(request, _("A test mail is on its way to %(email)s.") % values)
    return redirect(f"{reverse('newsletter:preview', args=[number])}?{_query(copy)}")


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
            submission,
            parts_of(issue),
            request.user,
            refusal=refusal,
            sections=[_readers(issue), *_editions(issue), *parts_of_approval(issue)],
        ),
        "heading": _("Approve issue No. %(number)d") % {"number": issue.number},
        "facts": f"{issue.title}, {issue.period}",
        "tools": [
            Button(_("Preview of the mail"), reverse("newsletter:preview", args=[issue.number])),
            *_pages(issue),
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


def _pages(issue: Issue) -> list[Button]:
    """Lead to the pages of the editions in other languages than the issue's own."""
    return [Button(language_name(each), address_in(issue, each)) for each in issue.languages[1:]]


def _editions(issue: Issue) -> list[Rows]:
    """Say of each edition, where there are several, what is not translated in it."""
    languages = issue.languages
    if len(languages) == 1:
        return []
    rows = [(language_name(each), untranslated_in_words(issue, each) or _("complete")) for each in languages]
    summary = ngettext("edition", "editions", len(languages))
    return [Rows("editions", _("Editions"), summary, len(languages), rows)]


def _contributions(number: int) -> str:
    text = ngettext("%(number)d contribution", "%(number)d contributions", number)
    return text % {"number": number}
