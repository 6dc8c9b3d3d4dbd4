"""Editors mark a requested change as done, and make the list final."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import MeetingDate
from meetings.participation.actions.corrections import CannotBeFinalError, make_final, mark_done
from meetings.participation.models import ChangeRequest
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "POST")
def done(request: HttpRequest, slug: str, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    row = get_object_or_404(ChangeRequest.objects.of_meeting(meeting), key=key)
    mark_done(row, by=signed_in(request))
    messages.success(request, _("The request is marked as done."))
    return redirect("meetings:delegation", slug, code)


@allow(EDITORS, "POST")
def final(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    try:
        make_final(meeting)
    except CannotBeFinalError as early:
        raise Http404 from early
    undo_url = reverse("meetings:date_reopen", args=[slug, MeetingDate.Kind.CORRECTIONS])
    messages.success(request, _("The list of participants is final."), extra_tags=f"undo:{undo_url}")
    return redirect("meetings:participants", slug)
