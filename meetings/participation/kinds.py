"""Participants as parts of a meeting that editors add, change and remove."""

from django.utils.translation import gettext_lazy

from meetings.participation.forms import ParticipantForm
from meetings.participation.models import Participant
from meetings.views.kinds import PartOfMeeting
from network.labels import ShownFields

PARTICIPANTS = PartOfMeeting(
    "participants",
    ShownFields(
        Participant,
        (
            "form_of_address",
            "given_name",
            "family_name",
            "function",
            "agency",
            "state_id",
            "organisation_id",
            "email",
            "mode",
            "study_visit",
            "status",
        ),
    ),
    ParticipantForm,
    gettext_lazy("Participant"),
    gettext_lazy("Add a participant"),
    "participants",
    is_ordered=False,
    of_one=("email",),
)
