from django.urls import path

from network.verification.views import rounds

app_name = "verification"

urlpatterns = [
    path("", rounds.rounds, name="list"),
    path("new/", rounds.new, name="new"),
]
