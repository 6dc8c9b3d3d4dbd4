from django.urls import path

from exchange.timeline import views

app_name = "timeline"

urlpatterns = [path("", views.history, name="history")]
