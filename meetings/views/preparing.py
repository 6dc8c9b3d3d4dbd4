"""Prepare the next meeting of a series from an earlier one; delete one that nobody comes to."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.actions.meetings import InUseError, delete_meeting
from meetings.actions.preparing import prepare_next
from meetings.forms.preparing import NextMeetingForm
from meetings.models import Meeting
from meetings.views.conflicts import with_conflict
from meetings.views.lookups import meeting_of
from meetings.writing import why_kept
from nfp_portal.accounts.access import EDITORS, allow


@allow(EDITORS, "GET", "POST")
def next_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """A short form, filled in; what it makes is seen by the secretariat alone."""
    earlier = meeting_of(request, slug)
    form = NextMeetingForm(request.POST or None, earlier=earlier)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, earlier)
    key, facts = form.cleaned_data["key"], form.facts()
    try:
        prepared = prepare_next(earlier, key, facts, same_place=form.is_at_the_same_place)
    except IntegrityError:
        return _form(request, with_conflict(form), earlier)
    messages.success(
        request, _("The meeting is prepared. The secretariat alone sees it until it is announced.")
    )
    say_left_open(request, prepared.left_open)
    return redirect(prepared.meeting)


def _form(request: HttpRequest, form: NextMeetingForm, earlier: Meeting) -> HttpResponse:
    context = {
        "form": form,
        "meeting": earlier,
        "taken_over": _taken_over(earlier),
        "followers": earlier.followed_by.filter(series=earlier.series),
        "cancel_url": earlier.get_absolute_url(),
    }
    return render(request, "meetings/next.html", context, status=422 if form.is_bound else 200)


def _taken_over(earlier: Meeting) -> list[str]:
    """Say how much is copied, and which name."""
    items, objectives, dates = earlier.items.count(), earlier.objectives.count(), earlier.dates.count()
    counted = [
        ngettext("%(n)d agenda item", "%(n)d agenda items", items) % {"n": items},
        ngettext("%(n)d objective", "%(n)d objectives", objectives) % {"n": objectives},
        ngettext("%(n)d date", "%(n)d dates", dates) % {"n": dates},
    ]
    listed = [text for number, text in zip((items, objectives, dates), counted, strict=True) if number]
    if earlier.organiser:
        listed.append(_("organised by %(organiser)s") % {"organiser": earlier.organiser})
    return listed


def say_left_open(request: HttpRequest, titles: list[str]) -> None:
    """Name the items whose day or times do not go with the days of the meeting."""
    if titles:
        message = _("Left without a day or times, because they do not fit: %(titles)s.")
        messages.warning(request, message % {"titles": "; ".join(titles)})


@allow(EDITORS, "GET", "POST")
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask first; a meeting that somebody is registered for, or that has a report, stays."""
    meeting = meeting_of(request, slug)
    if request.method == "POST":
        try:
            delete_meeting(meeting)
        except InUseError:
            return _confirm_deletion(request, meeting, status=422)
        messages.success(request, _("Deleted: %(title)s.") % {"title": meeting.title})
        return redirect("meetings:list")
    return _confirm_deletion(request, meeting)


def _confirm_deletion(request: HttpRequest, meeting: Meeting, status: int = 200) -> HttpResponse:
    context = {
        "meeting": meeting,
        "why_kept": why_kept(meeting),
        "cancel_url": meeting.get_absolute_url(),
    }
    return render(request, "meetings/delete.html", context, status=status)
