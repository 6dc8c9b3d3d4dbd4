from django.urls import path

from nfp_portal.returned import views

app_name = "returned"

urlpatterns = [
    path("", views.returned, name="list"),
    path("stop/", views.stop, name="stop"),
    path("<int:returned_id>/", views.waiting, name="waiting"),
]
