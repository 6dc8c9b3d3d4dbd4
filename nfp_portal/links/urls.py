from django.urls import path

from nfp_portal.links import views

app_name = "links"

urlpatterns = [
    path("answer/<str:token>/", views.answer, name="answer"),
    path("confirm/<str:token>/", views.former_address, name="former"),
]
