from django.urls import path

from nfp_portal.kept_forms import views

app_name = "kept_forms"

urlpatterns = [
    path("<uuid:key>/", views.show, name="show"),
    path("<uuid:key>/values/", views.kept, name="kept"),
]
