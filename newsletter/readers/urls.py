from django.urls import path, register_converter

from newsletter.readers.views import groups, preferences, staff, subscribing
from nfp_portal.links.converters import LastTokenConverter

register_converter(LastTokenConverter, "last_token")

urlpatterns = [
    path("readers/", staff.readers, name="readers"),
    path("readers/add/", staff.add_reader, name="add_reader"),
    path("readers/<int:pk>/lift/", staff.lift_suppression, name="lift_suppression"),
    path("readers/<int:pk>/opt-out/", staff.opt_out_reader, name="opt_out_reader"),
    path("readers/<int:pk>/undo-opt-out/", staff.undo_opt_out_reader, name="undo_opt_out_reader"),
    path("readers/groups/", groups.groups, name="groups"),
    path("readers/groups/<int:pk>/", groups.group, name="group"),
    path("readers/groups/<int:pk>/rename/", groups.rename_group, name="rename_group"),
    path("readers/groups/<int:pk>/end/", groups.end_group, name="end_group"),
    path("readers/groups/<int:pk>/resume/", groups.resume_group, name="resume_group"),
    path("readers/groups/<int:pk>/history/", groups.group_history, name="group_history"),
    path("readers/members/<int:pk>/remove/", groups.remove_member, name="remove_member"),
    path("readers/members/<int:pk>/restore/", groups.restore_member, name="restore_member"),
    path("readers/<str:kind>/", staff.export_readers, name="export_readers"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/asked/", subscribing.requested, name="asked"),
    path("confirm/<last_token:token>", subscribing.confirm, name="confirm"),
    path("preferences/<last_token:token>", preferences.preferences, name="preferences"),
    path("unsubscribe/<last_token:token>", preferences.unsubscribe, name="unsubscribe"),
    path("come-back/<last_token:token>", preferences.come_back, name="come_back"),
]
