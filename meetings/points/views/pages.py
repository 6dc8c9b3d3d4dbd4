"""The points of a meeting, and the agenda that names who raised what."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.annotations import annotate
from meetings.permissions import may_read_agenda, widest_audience
from meetings.points.annotating import full_annotations
from meetings.points.kinds import POINTS
from meetings.points.listing import PointListing
from meetings.points.permissions import READERS, takes_points
from meetings.points.sections import until
from meetings.programme import by_day
from meetings.published import agenda_for
from meetings.views.lookups import meeting_of
from meetings.views.published import revision_note
from nfp_portal.accounts.access import FOCAL_POINTS, allow
from nfp_portal.ui.buttons import Button


@allow(READERS)
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """List the points that the reader may see, each with what they can do."""
    meeting = meeting_of(request, slug)
    listing = PointListing.for_reader(meeting, request.user)
    tools = []
    if listing.is_editor:
        tools.append(Button(_("Add a point"), POINTS.add_url(meeting)))
    elif listing.states and takes_points(meeting):
        tools.append(Button(_("Raise a point"), reverse("meetings:point_raise", args=[slug]), ""))
    context = {
        "meeting": meeting,
        "points": listing.points(),
        "until": until(meeting),
        "tools": tools,
    }
    return render(request, "meetings/points/points.html", context)


@allow(FOCAL_POINTS)
def annotated(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the agenda with the points under its items: who raised them, and their text."""
    meeting = meeting_of(request, slug)
    if not may_read_agenda(request.user, meeting):
        raise Http404
    agenda = agenda_for(meeting, request.user)
    annotate(agenda.items, full_annotations(meeting, widest_audience(request.user)))
    pdf = Button(_("Annotated agenda as PDF"), reverse("meetings:annotated_pdf", args=[slug]))
    context = {
        "meeting": meeting,
        "days": by_day(meeting, agenda.items),
        "revision_note": revision_note(meeting, agenda, request.user),
        "objectives": meeting.objectives.visible_to(request.user),
        "tools": [Button(_("Points raised"), POINTS.page_url(meeting)), pdf],
        "updated_at": meeting.updated_at,
    }
    return render(request, "meetings/points/annotated.html", context)
