from django.urls import path

from meetings.papers.kinds import PAPERS
from meetings.papers.views import dropping, files, offers
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/papers.zip", files.archive, name="papers_zip"),
    path("<slug:slug>/papers/<uuid:key>", files.paper, name="paper"),
    path("<slug:slug>/papers/<uuid:key>/<slug:language>/<int:number>", files.version, name="paper_version"),
    path("<slug:slug>/papers/drop/", dropping.drop, name="papers_drop"),
    path("<slug:slug>/papers/drop/<uuid:batch>/", dropping.preview, name="papers_preview"),
    path("<slug:slug>/papers/requests/", offers.requests, name="papers_requests"),
    path("<slug:slug>/papers/requests/new/", offers.ask, name="papers_ask"),
    path("<slug:slug>/papers/offered/<uuid:key>/", offers.decide, name="paper_decide"),
    path("<slug:slug>/papers/offered/<uuid:key>/file", offers.offered_file, name="paper_offered"),
    *ways_to_change(PAPERS),
]
