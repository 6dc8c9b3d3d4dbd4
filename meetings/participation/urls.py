from django.urls import path

from meetings.participation.kinds import PARTICIPANTS
from meetings.participation.views import attendance, pages, sheets
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/participants", pages.participants, name="participants"),
    path("<slug:slug>/participants/attendance/", attendance.attendance, name="attendance"),
    path("<slug:slug>/participants.csv", sheets.participants, {"kind": "csv"}, name="participants_csv"),
    path("<slug:slug>/participants.xlsx", sheets.participants, {"kind": "xlsx"}, name="participants_xlsx"),
    *ways_to_change(PARTICIPANTS),
]
