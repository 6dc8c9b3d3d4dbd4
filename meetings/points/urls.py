from django.urls import path

from meetings.points.kinds import POINTS
from meetings.points.views import deciding, pages, raising
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/points/", pages.points, name="points"),
    path("<slug:slug>/points/raise/", raising.raise_new, name="point_raise"),
    path("<slug:slug>/points/<uuid:key>/change/", raising.change, name="point_change"),
    path("<slug:slug>/points/<uuid:key>/join/<slug:code>/", raising.join, name="point_join"),
    path("<slug:slug>/points/<uuid:key>/leave/<slug:code>/", raising.leave, name="point_leave"),
    path("<slug:slug>/points/<uuid:key>/decide/", deciding.decide, name="point_decide"),
    path("<slug:slug>/points/<uuid:key>/raisers/", deciding.raisers, name="point_raisers"),
    path("<slug:slug>/agenda/annotated/", pages.annotated, name="annotated"),
    *ways_to_change(POINTS),
]
