"""Somebody comes who is on no list: the focal points of the State first, one tap each; else a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.actions.attendance import NotBegunError, add_late
from meetings.participation.candidates import Candidate, candidates_of
from meetings.participation.delegations import MeetingDelegation, body_named
from meetings.participation.forms.late import LateArrivalForm
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def late(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = LateArrivalForm(request.POST or None, initial={"body": request.GET.get("body", "")})
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, form)
    known = _known(meeting, form.cleaned_data["body"])
    person = next((each for each in known if each.key == form.cleaned_data["person"]), None)
    try:
        added = add_late(meeting, form.arrival(person), by=signed_in(request))
    except NotBegunError:
        messages.error(request, _("The meeting has not begun yet."))
        return redirect("meetings:attendance", meeting.slug)
    except ReleasedError:
        return refuse_published(request, meeting)
    messages.success(request, _("%(name)s is here.") % {"name": added})
    return redirect("meetings:attendance", meeting.slug)


def _page(request: HttpRequest, meeting: Meeting, form: LateArrivalForm) -> HttpResponse:
    code = str(form["body"].value() or "")
    context = {"meeting": meeting, "form": form, "code": code, "known": _known(meeting, code)}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/participation/late.html", context, status=status)


def _known(meeting: Meeting, code: str) -> list[Candidate]:
    """Return those of the directory who are not marked as here."""
    body = body_named(code) if code else None
    if body is None:
        return []
    candidates = candidates_of(MeetingDelegation(meeting, body))
    return [
        each for each in candidates.from_directory if not (each.participant and each.participant.took_part)
    ]
