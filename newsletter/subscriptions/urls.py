from django.urls import path

from newsletter.subscriptions import views

urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/asked/", views.requested, name="asked"),
    path("confirm/<slug:token>/", views.confirm, name="confirm"),
    path("preferences/<slug:token>/", views.preferences, name="preferences"),
    path("unsubscribe/<slug:token>/", views.unsubscribe, name="unsubscribe"),
]
