from django.urls import path

from network.proposals.views import delegation, leaving, proposals

app_name = "proposals"

urlpatterns = [
    path("proposals/", proposals.proposals, name="list"),
    path("proposals/<uuid:key>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:key>/pass/", proposals.pass_on, name="pass_on"),
    path("proposals/<uuid:key>/accept/", proposals.accept, name="accept"),
    path("proposals/<uuid:key>/decline/", proposals.decline, name="decline"),
    path("proposals/<uuid:key>/withdraw/", proposals.withdraw, name="withdraw"),
    path("proposals/<uuid:key>/instrument/", proposals.scan, name="scan"),
    path("me/leave/", leaving.leave, name="leave"),
    path("delegation/", delegation.delegation, name="delegation"),
    path("delegation/nominate/", delegation.nominate, name="nominate"),
    path("delegation/appointments/<int:key>/end/", delegation.end, name="ask_end"),
    path("delegation/people/<uuid:key>/correct/", delegation.correct, name="ask_correction"),
]
