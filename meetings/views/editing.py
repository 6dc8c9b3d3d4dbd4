"""Editors create a meeting and change its facts."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.actions.meetings import change_meeting, create_meeting
from meetings.forms.meetings import MeetingForm
from meetings.models import Meeting
from meetings.views.conflicts import with_conflict
from meetings.views.lookups import meeting_of
from meetings.wording import clock_of, title_of
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.templatetags.elements import crumb_items


@allow(EDITORS, "GET", "POST")
def create(request: HttpRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    try:
        made = create_meeting(form.cleaned_data["key"], form.facts())
    except IntegrityError:
        return _form(request, with_conflict(form))
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
        return _form(request, with_conflict(form), meeting_of(request, slug))
    messages.success(request, _("Saved."))
    if "zone" in form.changes():
        values = {"clock": clock_of(changed)}
        messages.info(request, _("The times of the agenda are %(clock)s now.") % values)
    return redirect(changed)


def _form(request: HttpRequest, form: MeetingForm, meeting: Meeting | None = None) -> HttpResponse:
    meetings = (_("Meetings"), reverse("meetings:list"))
    context: dict[str, Any] = {"form": form, "meeting": meeting, "cancel_url": meetings[1]}
    context |= {"title": _("Plan a meeting"), "steps": crumb_items([meetings, (_("Plan a meeting"), "")])}
    if meeting is not None:
        context |= {"title": _("Change the meeting"), "cancel_url": meeting.get_absolute_url()}
        here = (title_of(meeting), meeting.get_absolute_url())
        context["steps"] = crumb_items([meetings, here, (_("Change"), "")])
    return render(request, "meetings/meeting_form.html", context, status=422 if form.is_bound else 200)
