from django.urls import path

from nfp_portal.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.styleguide, name="styleguide"),
    path("preview/", views.preview, name="preview"),
]
