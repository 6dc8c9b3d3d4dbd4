"""Editors create a meeting, change its facts and arrange its agenda."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.actions.meetings import change_meeting, create_meeting
from meetings.forms import MeetingForm
from meetings.models import Meeting
from meetings.programme import by_day
from meetings.views.found import meeting_of
from meetings.views.stale import outrun
from meetings.wording import clock_of
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def create(request: HttpRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    try:
        made = create_meeting(form.cleaned_data["key"], form.facts())
    except IntegrityError:
        return _form(request, outrun(form))
    messages.success(request, _("The meeting is there. Next: its objectives and its agenda."))
    return redirect(made)


@allow(EDITORS, "GET", "POST")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, meeting_of(request, slug))
    try:
        changed = change_meeting(meeting.pk, form.changes(), revision=form.cleaned_data["revision"])
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except IntegrityError:
        return _form(request, outrun(form), meeting_of(request, slug))
    messages.success(request, _("Saved."))
    if "zone" in form.changes():
        words = {"clock": clock_of(changed)}
        messages.info(request, _("The times of the agenda are %(clock)s now.") % words)
    return redirect(changed)


def _form(request: HttpRequest, form: MeetingForm, meeting: Meeting | None = None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": meeting}, status=status)


@allow(EDITORS)
def arrange(request: HttpRequest, slug: str) -> HttpResponse:
    """The agenda as a list to put in order, by buttons or by dragging."""
    meeting = meeting_of(request, slug)
    context = {"meeting": meeting, "days": by_day(meeting, meeting.items.in_order())}
    return render(request, "meetings/arrange.html", context)
