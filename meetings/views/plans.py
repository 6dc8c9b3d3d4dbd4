"""Editors change the plan of a meeting, and mail it to many; the number is confirmed before."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.actions.mailings import preview_of, send_mailing, send_test
from meetings.actions.plans import Changed, TookPlaceError, change_plan, planned
from meetings.forms.plans import QUESTIONS, MailingForm, PlanForm
from meetings.models import Meeting
from meetings.models.mailings import Mailing, MailingKind
from meetings.views.lookups import meeting_of
from meetings.views.preparing import say_left_open
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.merging import typed_again
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions

# The buttons of the page that confirms.
CONFIRM, TEST, BACK = "confirm", "test", "back"


@allow(EDITORS, "GET", "POST")
def change_of_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Postpone, move, cancel or restore: a form, then what will happen and who is mailed, then the act."""
    meeting = meeting_of(request, slug)
    form = PlanForm(request.POST or None, meeting=meeting)
    if meeting.has_ended or request.method != "POST" or BACK in request.POST or not form.is_valid():
        return _plan(request, form, meeting)
    if CONFIRM not in request.POST:
        return _confirm_plan(request, form, meeting)
    try:
        changed = change_plan(
            meeting.pk,
            form.change(),
            form.draft(),
            revision=form.cleaned_data["revision"],
            by=signed_in(request),
        )
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except TookPlaceError:
        return _plan(request, form, meeting)
    _say_changed(request, changed)
    return redirect(changed.meeting)


def _plan(request: HttpRequest, form: PlanForm, meeting: Meeting) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "cancel_url": meeting.get_absolute_url()}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/plan.html", context, status=status)


def _confirm_plan(request: HttpRequest, form: PlanForm, meeting: Meeting) -> HttpResponse:
    """Show the letter as it will read once the plan has changed; nothing is written."""
    preview = preview_of(planned(meeting, form.change()), form.draft())
    context = _confirmation(request, meeting, preview.number) | {
        "title": QUESTIONS[form.cleaned_data["status"]],
        "preview": preview,
        "is_dangerous": form.cleaned_data["status"] == "cancelled",
    }
    return render(request, "meetings/confirm_mailing.html", context)


def _confirmation(request: HttpRequest, meeting: Meeting, number: int) -> dict[str, Any]:
    buttons = {CONFIRM, TEST, BACK}
    people = ngettext("Yes, and mail %(n)d address", "Yes, and mail %(n)d addresses", number)
    return {
        "meeting": meeting,
        "is_dangerous": False,
        "typed": typed_again(request.POST, leaving_out=buttons),
        "submit": people % {"n": number} if number else _("Yes, and mail nobody"),
    }


def _say_changed(request: HttpRequest, changed: Changed) -> None:
    messages.success(request, f"{changed.meeting.get_event_status_display()}. {_mailed(changed.mailing)}")
    say_left_open(request, changed.left_open)


def _mailed(mailing: Mailing) -> str:
    mailed = ngettext("%(n)d address is mailed.", "%(n)d addresses are mailed.", mailing.number)
    return mailed % {"n": mailing.number} if mailing.number else _("Nobody is mailed.")


@allow(EDITORS, "GET", "POST")
def save_the_date(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose to whom, look at the letter and its number, have a test, and send it."""
    meeting = meeting_of(request, slug)
    form = MailingForm(request.POST or None, meeting=meeting)
    if request.method != "POST" or BACK in request.POST or not form.is_valid():
        return _mailing(request, form, meeting)
    draft, by = form.draft(MailingKind.SAVE_THE_DATE), signed_in(request)
    if CONFIRM in request.POST:
        mailing = send_mailing(meeting, draft, by=by)
        messages.success(
            request, _("The save-the-date is on its way. %(mailed)s") % {"mailed": _mailed(mailing)}
        )
        return redirect(meeting)
    if TEST in request.POST:
        send_test(meeting, draft, to=by)
        messages.success(request, _("A test is on its way to %(address)s.") % {"address": by.email})
    preview = preview_of(meeting, draft)
    context = _confirmation(request, meeting, preview.number) | {
        "title": _("Send the save-the-date?"),
        "preview": preview,
        "offers_test": True,
    }
    return render(request, "meetings/confirm_mailing.html", context)


def _mailing(request: HttpRequest, form: MailingForm, meeting: Meeting) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "sent": meeting.mailings.filter(kind=MailingKind.SAVE_THE_DATE).first(),
        "cancel_url": meeting.get_absolute_url(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/save_the_date.html", context, status=status)
