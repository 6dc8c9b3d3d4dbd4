from django.urls import path

from exchange.events import views

app_name = "events"

urlpatterns = [
    path("events/", views.events, name="list"),
    path("events.ics", views.calendar, name="calendar"),
]
