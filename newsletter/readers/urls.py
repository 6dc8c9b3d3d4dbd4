from django.urls import path, register_converter

from newsletter.readers.views import preferences, staff, subscribing
from nfp_portal.links.converters import LastTokenConverter

register_converter(LastTokenConverter, "last_token")

urlpatterns = [
    path("readers/", staff.readers, name="readers"),
    path("readers/add/", staff.add_reader, name="add_reader"),
    path("readers/<int:pk>/lift/", staff.lift_suppression, name="lift_suppression"),
    path("readers/<str:kind>/", staff.export_readers, name="export_readers"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/asked/", subscribing.requested, name="asked"),
    path("confirm/<last_token:token>", subscribing.confirm, name="confirm"),
    path("preferences/<last_token:token>", preferences.preferences, name="preferences"),
    path("unsubscribe/<last_token:token>", preferences.unsubscribe, name="unsubscribe"),
    path("come-back/<last_token:token>", preferences.come_back, name="come_back"),
]
