from django.urls import include, path

from meetings.views import editing, files, histories, pages
from meetings.views.kinds import AGENDA, OBJECTIVES
from meetings.views.parts import ways_to_change

app_name = "meetings"

urlpatterns = [
    path("", pages.meetings, name="list"),
    path("calendar.ics", files.calendar, name="calendar"),
    path("new/", editing.create, name="create"),
    path("<slug:slug>/", pages.meeting, name="meeting"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/history/", histories.history, name="history"),
    path("<slug:slug>/agenda", pages.agenda, name="agenda"),
    path("<slug:slug>/agenda.ics", files.agenda_ics, name="agenda_ics"),
    path("<slug:slug>/agenda.json", files.agenda_json, name="agenda_json"),
    path("<slug:slug>/agenda/arrange/", editing.arrange, name="arrange"),
    path("<slug:slug>/agenda/<uuid:key>/", pages.agenda_item, name="agenda_item"),
    *ways_to_change(OBJECTIVES),
    *ways_to_change(AGENDA),
    path("", include("meetings.participation.urls")),
    path("", include("meetings.papers.urls")),
    path("", include("meetings.reports.urls")),
]
