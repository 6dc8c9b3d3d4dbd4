from django.urls import path

from nfp_portal.mail import views

app_name = "mail"

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("release/", views.release, name="release"),
    path("letters/<int:letter_id>/", views.letter, name="letter"),
    path("letters/<int:letter_id>/pause/", views.pause, name="pause"),
    path("letters/<int:letter_id>/resume/", views.resume, name="resume"),
    path("deliveries/<int:delivery_id>/retry/", views.retry, name="retry"),
    path("addresses/<int:suppression_id>/lift/", views.lift, name="lift"),
]
