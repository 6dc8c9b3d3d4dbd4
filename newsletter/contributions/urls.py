from django.urls import path

from newsletter.contributions.views import editors, portal

urlpatterns = [
    path("contribute/", portal.contribute, name="contribute"),
    path("call/", editors.call, name="call"),
    path("call/<slug:code>/", portal.contribute_for, name="contribute_for"),
    path("clearance/<uuid:key>/", portal.clearance, name="clearance"),
    path("pieces/<int:pk>/clearance/", editors.send_for_clearance, name="send_for_clearance"),
]
