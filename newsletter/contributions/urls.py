from django.urls import path

from newsletter.contributions import views

urlpatterns = [
    path("contribute/", views.contribute, name="contribute"),
    path("call/", views.call, name="call"),
]
