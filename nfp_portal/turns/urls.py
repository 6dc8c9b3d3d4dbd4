from django.urls import path

from nfp_portal.turns import views

app_name = "turns"

urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/leave/<last_signed_token:token>", views.leave, name="leave"),
    path("mail/return/<last_signed_token:token>", views.come_back, name="come_back"),
]
