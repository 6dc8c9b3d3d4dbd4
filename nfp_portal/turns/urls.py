from django.urls import path

from nfp_portal.turns import views

app_name = "turns"

urlpatterns = [path("mail/", views.mail, name="mail")]
