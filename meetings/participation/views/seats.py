"""Editors set the seats of a meeting, and give one that is free to the first who waits."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.actions.meetings import change_meeting
from meetings.participation.actions.selecting import GIVE, NoSeatError
from meetings.participation.forms.seats import SeatsForm
from meetings.participation.kinds import PARTICIPANTS
from meetings.participation.seats import SeatsOf
from meetings.participation.views.acceptance import undo_url
from meetings.views.conflicts import refuse_published, with_conflict
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def seats(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = SeatsForm(request.POST or None, instance=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    try:
        change_meeting(meeting.pk, form.changes(), revision=form.cleaned_data["revision"])
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except IntegrityError:
        return _form(request, with_conflict(form))
    messages.success(request, _("Saved."))
    return redirect(PARTICIPANTS.page_url(meeting))


def _form(request: HttpRequest, form: SeatsForm) -> HttpResponse:
    context = {"meeting": form.stored, "form": form, "cancel_url": PARTICIPANTS.page_url(form.stored)}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/participation/seats_form.html", context, status=status)


@allow(EDITORS, "POST")
def give(request: HttpRequest, slug: str, of: SeatsOf, key: UUID) -> HttpResponse:
    """Give the free seat to whom the page showed as the next."""
    meeting = meeting_of(request, slug)
    try:
        person = GIVE[of](meeting, key, by=signed_in(request))
    except NoSeatError:
        messages.warning(request, _("The seats or the waiting list changed meanwhile: look at them again."))
    except ReleasedError:
        return refuse_published(request, meeting)
    else:
        message = _("The seat is given to %(name)s; the letter leaves in a minute.")
        messages.success(request, message % {"name": person}, extra_tags=f"undo:{undo_url(person)}")
    return redirect(f"{PARTICIPANTS.page_url(meeting)}#seats")
