from django.urls import path

from meetings.papers import views
from meetings.papers.kinds import PAPERS
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/papers/<uuid:key>", views.paper, name="paper"),
    *ways_to_change(PAPERS),
]
