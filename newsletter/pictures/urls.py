from django.urls import path

from newsletter.pictures import views

urlpatterns = [path("pictures/<str:token>/", views.signed, name="picture_signed")]
