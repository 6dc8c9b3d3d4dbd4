"""Editors mark who took part, from the first day of the meeting on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from meetings.actions.attendance import NotBegunError, mark_attendance
from meetings.actions.parts import ReleasedError
from meetings.forms import AttendanceForm
from meetings.models import Meeting, registration_of
from meetings.register import register_of
from meetings.views.found import meeting_of
from meetings.views.parts import released
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = AttendanceForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, meeting, 422 if form.is_bound else 200)
    came, not_marked = form.changes()
    try:
        changed = mark_attendance(meeting, came=came, not_marked=not_marked, by=signed_in(request))
    except NotBegunError:
        return _form(request, meeting, 422)
    except ReleasedError:
        return released(request, meeting)
    words = ngettext("Saved: %(number)d change.", "Saved: %(number)d changes.", changed)
    messages.success(request, words % {"number": changed})
    return redirect("meetings:attendance", meeting.slug)


def _form(request: HttpRequest, meeting: Meeting, status: int) -> HttpResponse:
    people = list(meeting.participants.registered().with_bodies())
    context = {
        "meeting": meeting,
        "register": register_of(registration_of(meeting), people),
        "registered": len(people),
        "came": sum(1 for person in people if person.took_part),
    }
    return render(request, "meetings/attendance.html", context, status=status)
