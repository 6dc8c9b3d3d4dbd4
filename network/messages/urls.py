from django.urls import path

from network.messages.views import approving, pages

app_name = "messages"

urlpatterns = [
    path("", pages.listing, name="list"),
    path("<uuid:key>/", pages.message, name="message"),
    path("<uuid:key>/edit/", pages.edit, name="edit"),
    path("<uuid:key>/approve/", approving.approve, name="approve"),
    path("<uuid:key>/undo/", pages.undo, name="undo"),
    path("<uuid:key>/file/", pages.file, name="file"),
    path("<uuid:key>/letter/<slug:language>/<slug:look>/", pages.letter, name="letter"),
]
