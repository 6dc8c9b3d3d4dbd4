from django.urls import path

from nfp_portal.revisions import views

app_name = "revisions"

urlpatterns = [
    path("", views.acting_approvers, name="acting_approvers"),
    path("<int:pk>/end/", views.end_acting, name="end_acting"),
]
