"""Editors mark who took part at the door, from the first day of the meeting on: by State, one tap each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.participation.actions.attendance import NotBegunError, mark_attendance
from meetings.participation.door import counts_of, door_of
from meetings.participation.forms.attendance import AttendanceForm
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Show or save the ticks; a script that saves each tick by itself gets the counts alone."""
    meeting = meeting_of(request, slug)
    form = AttendanceForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, meeting, 422 if form.is_bound else 200)
    came, not_marked = form.changes(meeting)
    try:
        changed = mark_attendance(meeting, came=came, not_marked=not_marked, by=signed_in(request))
    except NotBegunError:
        return _form(request, meeting, 422)
    except ReleasedError:
        return refuse_published(request, meeting)
    if form.cleaned_data["quiet"]:
        return JsonResponse(counts_of(meeting))
    message = ngettext("Saved: %(number)d change.", "Saved: %(number)d changes.", changed)
    messages.success(request, message % {"number": changed})
    return redirect("meetings:attendance", meeting.slug)


def _form(request: HttpRequest, meeting: Meeting, status: int) -> HttpResponse:
    context = {
        "meeting": meeting,
        "not_begun": "" if meeting.has_begun else _not_begun(meeting),
        "door": door_of(meeting, show=request.GET.get("show", "all"), query=request.GET.get("q", "")),
    }
    return render(request, "meetings/participation/attendance.html", context, status=status)


def _not_begun(meeting: Meeting) -> str:
    if meeting.starts_on is None:
        return _("Participants can be marked once the meeting has its days, or is held.")
    day = date_format(meeting.starts_on, "j F Y")
    return _("Participants can be marked from the first day of the meeting, %(day)s, on.") % {"day": day}
