"""The editors' pages of errata and of withdrawing an issue."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter import permissions
from newsletter.actions import NotNowError
from newsletter.corrections import actions
from newsletter.corrections.forms import ErratumForm, WithdrawalForm
from newsletter.models import Erratum, Issue
from newsletter.views.compose import not_now
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import User
from nfp_portal.revisions.actions import NoRemarkError, open_submission
from nfp_portal.revisions.approval import approval_page, last_remark
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import is_approver
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
def erratum(request: HttpRequest, number: int) -> HttpResponse:
    """Write an erratum and submit it; one that waits for approval is shown with what can be done about it."""
    issue = _issue(number)
    if not permissions.may_correct(request.user, issue):
        return not_now(request, number)
    draft, waiting = _waiting_of(issue)
    if draft and waiting:
        return _waiting(request, issue, draft, waiting)
    form = ErratumForm(request.POST or None, instance=draft or Erratum(issue=issue))
    if request.method == "POST" and form.is_valid():
        return _submitted(request, number, form)
    context = {
        "issue": issue,
        "form": form,
        "remark": last_remark(actions.subject_of(draft)) if draft else "",
        "tools": _discard(number) if draft else [],
    }
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/corrections/erratum.html", context, status=status)


def _waiting_of(issue: Issue) -> tuple[Erratum | None, Submission | None]:
    """Return the draft of an erratum, and its submission if it waits for approval."""
    draft = actions.draft_of(issue)
    return draft, open_submission(actions.subject_of(draft)) if draft else None


def _waiting(request: HttpRequest, issue: Issue, draft: Erratum, waiting: Submission) -> HttpResponse:
    if request.method == "POST":
        return not_now(request, issue.number)
    tools = []
    if is_approver(request.user) and waiting.by_id != request.user.pk:
        approve = reverse("newsletter:approve_erratum", args=[issue.number])
        tools = [Button(_("Read and approve"), approve, "")]
    take_back = reverse("newsletter:take_back_erratum", args=[issue.number])
    tools += [Button(_("Take back to draft"), take_back, fields={}), *_discard(issue.number)]
    context = {"issue": issue, "erratum": draft, "submission": waiting, "tools": tools}
    return render(request, "newsletter/corrections/waiting.html", context)


def _discard(number: int) -> list[Button]:
    url = reverse("newsletter:discard_erratum", args=[number])
    return [Button(_("Discard the erratum"), url, fields={})]


def _submitted(request: HttpRequest, number: int, form: ErratumForm) -> HttpResponse:
    try:
        actions.submit_erratum(number, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except NotNowError:
        return redirect("newsletter:erratum", number)
    messages.success(request, _("Submitted. A second person must approve it now."))
    return redirect("newsletter:erratum", number)


@allow(EDITORS, "POST")
def take_back_erratum(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, actions.take_back_erratum, _("It is a draft again."))


@allow(EDITORS, "POST")
def discard_erratum(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, actions.discard_erratum, _("Discarded. Nothing was published."))


def _act(request: HttpRequest, number: int, act: Callable[..., object], message: str) -> HttpResponse:
    _issue(number)
    try:
        act(number, by=signed_in(request))
    except NotNowError:
        return not_now(request, number)
    messages.success(request, message)
    return redirect("newsletter:erratum", number)


@allow(EDITORS, "GET", "POST")
def approve_erratum(request: HttpRequest, number: int) -> HttpResponse:
    """Show the text and what changed since it was last submitted; publish it, or send it back."""
    issue = _issue(number)
    draft, submission = _waiting_of(issue)
    if draft is None or submission is None:
        return not_now(request, number)
    if request.method != "POST":
        return _approval(request, draft, submission)
    if not is_approver(request.user):
        raise Http404
    return _decided(request, draft, submission)


def _decided(request: HttpRequest, draft: Erratum, submission: Submission) -> HttpResponse:
    number = draft.issue.number
    try:
        _decide(request, number, signed_in(request))
    except NoRemarkError:
        return _approval(request, draft, submission, error=_("Write what is to be changed."))
    except StaleError:
        messages.error(request, _("It was changed while you read it. Please read it again."))
        return redirect("newsletter:approve_erratum", number)
    except NotNowError:
        return not_now(request, number)
    return redirect("newsletter:compose", number)


def _decide(request: HttpRequest, number: int, by: User) -> None:
    if request.POST.get("decision") == "send_back":
        actions.send_erratum_back(number, remark=request.POST.get("remark", ""), by=by)
        messages.success(request, _("Sent back with your remark. It is a draft again."))
    else:
        actions.publish_erratum(number, seen=request.POST.get("fingerprint", ""), by=by)
        messages.success(request, _("Published above the issue, in its PDF and in the feed."))


def _approval(
    request: HttpRequest, draft: Erratum, submission: Submission, *, error: str = ""
) -> HttpResponse:
    values = {"number": draft.issue.number}
    context = {
        "issue": draft.issue,
        "approval": approval_page(submission, actions.parts_of(draft), request.user),
        "heading": _("Approve the erratum to issue No. %(number)d") % values,
        "facts": str(draft.issue),
        "tools": [],
        "text_url": draft.issue.get_absolute_url(),
        "fingerprint": actions.fingerprint(draft),
        "approve_label": _("Approve and publish"),
        "after": _("It is then above the issue, with today’s date, and stays as it is."),
        "form_error": error,
        "typed": request.POST.get("remark", ""),
    }
    return render(request, "newsletter/approve.html", context, status=422 if error else 200)


@allow(EDITORS, "GET", "POST")
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks for the reason; POST takes the issue out of the public eye."""
    issue = _issue(number)
    if not permissions.may_withdraw(request.user, issue):
        return not_now(request, number)
    form = WithdrawalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"issue": issue, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "newsletter/corrections/withdraw.html", context, status=status)
    try:
        actions.withdraw(number, by=signed_in(request), **form.cleaned_data)
    except NotNowError:
        return not_now(request, number)
    messages.success(request, _("Withdrawn. Its address says so, and why; editors still read it."))
    return redirect("newsletter:compose", number)


@allow(EDITORS, "GET", "POST")
def put_back(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks, POST lets everybody read the issue again."""
    issue = _issue(number)
    if not permissions.may_put_back(request.user, issue):
        return not_now(request, number)
    if request.method != "POST":
        return render(request, "newsletter/corrections/put_back.html", {"issue": issue})
    try:
        actions.put_back(number, by=signed_in(request))
    except NotNowError:
        return not_now(request, number)
    messages.success(request, _("Everybody can read it again."))
    return redirect("newsletter:compose", number)


def _issue(number: int) -> Issue:
    return get_object_or_404(Issue, number=number)
