"""Editors set the dates of a meeting on one page, and say which tasks are done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.actions.dates import dates_of, mark_done, reopen, set_dates
from meetings.forms.dates import DatesForm
from meetings.models import Meeting, MeetingDate
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """All dates in one form; `?propose=1` fills in what is usual for a meeting of these days."""
    meeting = meeting_of(request, slug)
    known = dates_of(meeting)
    form = DatesForm(request.POST or None, dates=known)
    if request.method != "POST" or not form.is_valid():
        if "propose" in request.GET:
            form.propose()
        return _form(request, form, meeting)
    try:
        set_dates(meeting, form.days(), revision=form.cleaned_data["revision"])
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    messages.success(request, _("Saved."))
    return redirect(meeting)


def _form(request: HttpRequest, form: DatesForm, meeting: Meeting) -> HttpResponse:
    offered = []
    is_complete = meeting.dates.count() == len(MeetingDate.Kind)
    if meeting.starts_on and not (is_complete or form.is_bound or "propose" in request.GET):
        url = reverse("meetings:dates", args=[meeting.slug])
        offered = [Button(_("Propose the usual dates"), f"{url}?propose=1")]
    context = {
        "meeting": meeting,
        "form": form,
        "offered": offered,
        "cancel_url": meeting.get_absolute_url(),
    }
    return render(request, "meetings/dates.html", context, status=422 if form.is_bound else 200)


@allow(EDITORS, "POST")
def done(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    entry = get_object_or_404(meeting.dates, kind=kind)
    mark_done(meeting, kind)
    undo_url = reverse("meetings:date_reopen", args=[slug, kind])
    message = _("Done: %(date)s.") % {"date": entry.label}
    messages.success(request, message, extra_tags=f"undo:{undo_url}")
    return redirect(meeting)


@allow(EDITORS, "POST")
def reopened(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    get_object_or_404(meeting.dates, kind=kind)
    reopen(meeting, kind)
    messages.success(request, _("Taken back."))
    return redirect(meeting)
