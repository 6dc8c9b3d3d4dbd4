from django.urls import path, register_converter

from nfp_portal.links import views
from nfp_portal.links.converters import LastSignedTokenConverter

register_converter(LastSignedTokenConverter, "last_signed_token")

app_name = "links"

urlpatterns = [
    path("answer/<last_signed_token:token>", views.answer, name="answer"),
    path("confirm/<str:token>/", views.former_address, name="former"),
]
