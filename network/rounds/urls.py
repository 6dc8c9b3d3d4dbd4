from django.urls import path

from network.rounds.views import board, letters, reports, writing

app_name = "rounds"

urlpatterns = [
    path("<uuid:key>/", board.board, name="board"),
    path("<uuid:key>/report.<str:kind>", reports.report, name="report"),
    path("<uuid:key>/remind/", letters.remind, name="remind"),
    path("<uuid:key>/escalate/", letters.escalate, name="escalate"),
    path("<uuid:key>/write/", writing.write, name="write"),
    path("<uuid:key>/close/", board.close, name="close"),
    path("answers/<uuid:key>/remind/", board.remind_one, name="remind_one"),
    path("answers/<uuid:key>/on-behalf/", board.on_behalf, name="on_behalf"),
]
