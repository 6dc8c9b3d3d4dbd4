from django.urls import path

from nfp_portal.jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:key>/", views.job, name="job"),
    path("<uuid:key>/retry/", views.retry, name="retry"),
]
