"""Editors write to those whom a meeting concerns; above fifty addresses a second person approves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.actions import messages as acts
from meetings.actions.mailings import post_test, preview_of_message
from meetings.forms.messages import MessageForm
from meetings.models import Mailing, Meeting
from meetings.models.mailings import MailingKind
from meetings.views.lookups import meeting_of
from network.messages.actions.sending import ALONE, TooManyAloneError
from network.messages.actions.writing import SentError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import User
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.approval import approval_page
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
def write(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = MessageForm(request.POST or None, request.FILES or None, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, meeting, meeting.get_absolute_url())
    key, facts = form.cleaned_data["key"], form.facts()
    return redirect(acts.keep_message(meeting, key, facts, by=signed_in(request)))


@allow(EDITORS, "GET", "POST")
def edit(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    row = _message(meeting, key)
    form = MessageForm(request.POST or None, request.FILES or None, instance=row, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, meeting, row.get_absolute_url())
    revision = form.cleaned_data["revision"]
    try:
        acts.change_message(row.pk, form.facts(), revision=revision, by=signed_in(request))
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except SentError:
        messages.error(request, _("It is sent, or waits for approval: it changes no more."))
    return redirect(row)


def _form(request: HttpRequest, form: MessageForm, meeting: Meeting, cancel_url: str) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "cancel_url": cancel_url}
    return render(request, "meetings/message_form.html", context, status=422 if form.is_bound else 200)


def _message(meeting: Meeting, key: UUID) -> Mailing:
    rows = Mailing.objects.filter(meeting=meeting, kind=MailingKind.MESSAGE)
    row = get_object_or_404(rows, key=key)
    row.meeting = meeting
    return row


@allow(EDITORS, "GET", "POST")
def message(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show how it reads and to how many it goes; each button posts its own `act`."""
    row, by = _message(meeting_of(request, slug), key), signed_in(request)
    if request.method != "POST":
        return _page(request, row)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    act(request, row, by)
    is_there = Mailing.objects.filter(key=key).exists()
    return redirect(row if is_there else row.meeting)


def _page(request: HttpRequest, row: Mailing) -> HttpResponse:
    submission = submissions.open_submission(acts.subject_of(row))
    preview = preview_of_message(row)
    context = {
        "meeting": row.meeting,
        "message": row,
        "preview": preview,
        "status": _status(row, preview.number, submission),
        "offered": [] if row.sent_at else _buttons(row, preview.number, submission, signed_in(request)),
    }
    return render(request, "meetings/message.html", context)


def _status(row: Mailing, number: int, submission: Submission | None) -> str:
    if row.sent_at:
        sent = ngettext("Sent to %(n)d address.", "Sent to %(n)d addresses.", row.number)
        return sent % {"n": row.number}
    if submission is not None:
        return _("Waiting for approval, submitted by %(name)s.") % {"name": submission.by}
    ready = ngettext("Not sent. It goes to %(n)d address.", "Not sent. It goes to %(n)d addresses.", number)
    return ready % {"n": number}


def _buttons(row: Mailing, number: int, submission: Submission | None, user: User) -> list[Button]:
    test = _act(_("Send a test to me"), row, "test", "quiet")
    if submission is not None:
        label = _("Decide") if submission.by_id != user.pk else _("See what waits")
        return [
            Button(label, reverse("meetings:message_approve", args=[row.meeting.slug, row.key]), ""),
            test,
        ]
    if number > ALONE:
        send = _act(_("Submit for approval"), row, "submit", "")
    else:
        label = ngettext("Send to %(n)d address", "Send to %(n)d addresses", number)
        send = _act(label % {"n": number}, row, "send", "")
    edit_url = reverse("meetings:message_edit", args=[row.meeting.slug, row.key])
    return [send, test, Button(_("Change"), edit_url), _act(_("Discard"), row, "discard", "quiet")]


def _act(label: str, row: Mailing, act: str, style: str) -> Button:
    return Button(label, row.get_absolute_url(), style, fields={"act": act})


def _send(request: HttpRequest, row: Mailing, by: User) -> None:
    try:
        acts.send_message(row.pk)
    except TooManyAloneError:
        messages.error(
            request, _("So many are written to that a second person approves it first: submit it.")
        )
    else:
        messages.success(request, _("The message is on its way."))


def _test(request: HttpRequest, row: Mailing, by: User) -> None:
    post_test(row, to=by)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": by.email})


def _submit(request: HttpRequest, row: Mailing, by: User) -> None:
    acts.submit_message(row.pk, by=by)
    messages.success(request, _("Submitted. It is sent when somebody else has approved it."))


def _discard(request: HttpRequest, row: Mailing, by: User) -> None:
    acts.discard_message(row.pk, by=by)
    messages.success(request, _("The message is discarded."))


_ACTS: dict[str, Callable[[HttpRequest, Mailing, User], None]] = {
    "send": _send,
    "test": _test,
    "submit": _submit,
    "discard": _discard,
}


@allow(EDITORS, "GET", "POST")
def approve(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show what is to be sent to many; approve and send it, or send it back with a remark."""
    row = _message(meeting_of(request, slug), key)
    submission = submissions.open_submission(acts.subject_of(row))
    if submission is None:
        return redirect(row)
    if request.method != "POST":
        return _approval(request, row, submission)
    try:
        _decide(request, row)
    except submissions.NoRemarkError:
        return _approval(request, row, submission, _("Say what is to be changed."))
    except StaleError:
        messages.error(request, _("It was changed while you read it. Please read it again."))
    except (submissions.NotWaitingError, submissions.NotSecondPersonError):
        messages.error(request, _("You cannot decide about this message."))
    return redirect(row)


def _decide(request: HttpRequest, row: Mailing) -> None:
    by = signed_in(request)
    if request.POST.get("decision") == "approve":
        revision = parse_revision(request.POST.get("fingerprint", "")) or 0
        acts.approve_message(row.pk, revision=revision, by=by)
        messages.success(request, _("Approved. The message is on its way."))
    else:
        submissions.send_back(acts.subject_of(row), remark=request.POST.get("remark", ""), by=by)
        messages.success(request, _("Sent back with your remark."))


def _approval(request: HttpRequest, row: Mailing, submission: Submission, error: str = "") -> HttpResponse:
    number = preview_of_message(row).number
    is_own = row.by_id == request.user.pk
    addresses = ngettext("%(n)d address", "%(n)d addresses", number) % {"n": number}
    context: dict[str, Any] = {
        "meeting": row.meeting,
        "approval": approval_page(
            submission,
            acts.parts_of_message(row),
            request.user,
            refusal=_("You wrote this message: somebody else approves it.") if is_own else "",
        ),
        "heading": _("Approve and send"),
        "facts": f"{row.meeting.title}, {addresses}",
        "text_url": row.get_absolute_url(),
        "fingerprint": str(row.revision),
        "approve_label": _("Approve and send"),
        "form_error": error,
        "after": _("It leaves at once."),
    }
    return render(request, "meetings/message_approve.html", context, status=422 if error else 200)
