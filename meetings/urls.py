from django.urls import include, path

from meetings.views import dates, editing, files, histories, messages, pages, plans, preparing
from meetings.views.kinds import AGENDA, OBJECTIVES
from meetings.views.parts import ways_to_change

app_name = "meetings"

urlpatterns = [
    path("", pages.meetings, name="list"),
    path("calendar.ics", files.calendar, name="calendar"),
    path("new/", editing.create, name="create"),
    path("<slug:slug>/", pages.meeting, name="meeting"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/dates/", dates.dates, name="dates"),
    path("<slug:slug>/dates/<slug:kind>/done/", dates.done, name="date_done"),
    path("<slug:slug>/dates/<slug:kind>/reopen/", dates.reopened, name="date_reopen"),
    path("<slug:slug>/next/", preparing.next_meeting, name="next"),
    path("<slug:slug>/delete/", preparing.delete, name="delete"),
    path("<slug:slug>/plan/", plans.change_of_plan, name="plan"),
    path("<slug:slug>/save-the-date/", plans.save_the_date, name="save_the_date"),
    path("<slug:slug>/write/", messages.write, name="write"),
    path("<slug:slug>/messages/<uuid:key>/", messages.message, name="message"),
    path("<slug:slug>/messages/<uuid:key>/edit/", messages.edit, name="message_edit"),
    path("<slug:slug>/messages/<uuid:key>/approve/", messages.approve, name="message_approve"),
    path("<slug:slug>/practical/", pages.practical, name="practical"),
    path("<slug:slug>/history/", histories.history, name="history"),
    path("<slug:slug>/agenda", pages.agenda, name="agenda"),
    path("<slug:slug>/agenda.ics", files.agenda_ics, name="agenda_ics"),
    path("<slug:slug>/agenda.json", files.agenda_json, name="agenda_json"),
    path("<slug:slug>/agenda/<uuid:key>/", pages.agenda_item, name="agenda_item"),
    *ways_to_change(OBJECTIVES),
    *ways_to_change(AGENDA),
    path("", include("meetings.agenda.urls")),
    path("", include("meetings.participation.urls")),
    path("", include("meetings.papers.urls")),
    path("", include("meetings.onsite.urls")),
    path("", include("meetings.points.urls")),
    path("", include("meetings.reports.urls")),
]
