"""Meetings and agendas for other programs: calendars and data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from meetings.calendars import CONTENT_TYPE, calendar_of_agenda, calendar_of_meetings
from meetings.data import agenda_as_data
from meetings.models import Meeting, MeetingDate
from meetings.published import agenda_for
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.ui.downloads import attachment


@allow(ANYONE)
def calendar(request: HttpRequest) -> HttpResponse:
    meetings = Meeting.objects.visible_to(request.user).with_location().newest_first()
    dates = MeetingDate.objects.visible_to(request.user).select_related("meeting")
    ical = calendar_of_meetings(meetings, dates, _("National Focal Points Network"))
    return HttpResponse(ical, content_type=CONTENT_TYPE)


@allow(ANYONE)
def agenda_ics(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    items = agenda_for(meeting, request.user).items
    return attachment(calendar_of_agenda(meeting, items), CONTENT_TYPE, f"agenda-{meeting.slug}.ics")


@allow(ANYONE)
def agenda_json(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    agenda = agenda_for(meeting, request.user)
    return JsonResponse(agenda_as_data(meeting, agenda), json_dumps_params={"ensure_ascii": False})
