from django.urls import path

from network.following import views

urlpatterns = [
    path("following/<slug:sort>/<slug:key>/", views.follow, name="follow"),
    path("following/<slug:sort>/<slug:key>/stop/", views.stop, name="stop_following"),
]
