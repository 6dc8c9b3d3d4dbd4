from django.urls import path

from meetings.participation.kinds import PARTICIPANTS
from meetings.participation.seats import SeatsOf
from meetings.participation.views import (
    acceptance,
    attendance,
    invitations,
    late,
    pages,
    portal,
    requests,
    seats,
    sheets,
)
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/invite/", invitations.invite, name="invite"),
    path("<slug:slug>/delegations/", portal.delegations, name="delegations"),
    path("<slug:slug>/delegations/<slug:code>/", portal.delegation, name="delegation"),
    path("<slug:slug>/delegations/<slug:code>/requests/<uuid:key>/", requests.done, name="change_request"),
    path("<slug:slug>/participants", pages.participants, name="participants"),
    path("<slug:slug>/participants/accept/", acceptance.accept, name="accept"),
    path("<slug:slug>/participants/seats/", seats.seats, name="seats"),
    path("<slug:slug>/participants/<uuid:key>/seat/", seats.give, {"of": SeatsOf.MEETING}, name="give_seat"),
    path(
        "<slug:slug>/participants/<uuid:key>/visit-seat/",
        seats.give,
        {"of": SeatsOf.VISIT},
        name="give_visit_seat",
    ),
    path(
        "<slug:slug>/participants/<uuid:key>/decided/<int:event>/undo/",
        acceptance.undo,
        name="decision_undo",
    ),
    path("<slug:slug>/participants/final/", requests.final, name="participants_final"),
    path("<slug:slug>/participants/attendance/", attendance.attendance, name="attendance"),
    path("<slug:slug>/participants/attendance/late/", late.late, name="late_arrival"),
    path("<slug:slug>/participants.csv", sheets.participants, {"kind": "csv"}, name="participants_csv"),
    path("<slug:slug>/participants.xlsx", sheets.participants, {"kind": "xlsx"}, name="participants_xlsx"),
    *ways_to_change(PARTICIPANTS),
]
