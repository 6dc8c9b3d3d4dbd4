"""A second person approves what goes to many."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.messages.actions.sending import NobodyError, approve_message, parts_of
from network.messages.actions.writing import subject_of
from network.messages.models import Message
from network.messages.review import review_of
from network.messages.views.pages import announce, message_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.approval import approval_page
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.stale import StaleError

_REFUSALS: dict[type[Exception], Promise] = {
    NobodyError: gettext_lazy("Nobody of the list can be written to."),
    StaleError: gettext_lazy("It was changed while you read it. Please read it again."),
    submissions.NotWaitingError: gettext_lazy("You cannot decide about this message."),
    submissions.NotSecondPersonError: gettext_lazy("You cannot decide about this message."),
}


@allow(EDITORS, "GET", "POST")
def approve(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what is to be sent to many; approve and send it, or send it back with a remark."""
    row = message_of(key)
    submission = submissions.open_submission(subject_of(row))
    if submission is None:
        return redirect(row)
    if request.method != "POST":
        return _page(request, row, submission)
    try:
        _decide(request, row)
    except submissions.NoRemarkError:
        return _page(request, row, submission, _("Say what is to be changed."))
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
    return redirect(row)


def _decide(request: HttpRequest, row: Message) -> None:
    by = signed_in(request)
    if request.POST.get("decision") == "approve":
        revision = parse_revision(request.POST.get("fingerprint", "")) or 0
        announce(request, approve_message(row.pk, revision=revision, by=by))
    else:
        submissions.send_back(subject_of(row), remark=request.POST.get("remark", ""), by=by)
        messages.success(request, _("Sent back with your remark."))


def _page(request: HttpRequest, row: Message, submission: Submission, error: str = "") -> HttpResponse:
    review = review_of(row, request.user)
    number = len(review.reached)
    is_own = row.by_id == request.user.pk
    addresses = ngettext("%(n)d address", "%(n)d addresses", number) % {"n": number}
    context: dict[str, Any] = {
        "message": row,
        "approval": approval_page(
            submission,
            parts_of(row, review.reached),
            request.user,
            refusal=_("You wrote this message: somebody else approves it.") if is_own else "",
        ),
        "fingerprint": str(row.revision),
        "heading": _("Approve and send"),
        "facts": f"{row.about}, {addresses}",
        "text_url": row.get_absolute_url(),
        "approve_label": _("Approve and send"),
        "form_error": error,
        "after": _("It leaves after a minute, in which it can be taken back."),
    }
    return render(request, "network/messages/approve.html", context, status=422 if error else 200)
