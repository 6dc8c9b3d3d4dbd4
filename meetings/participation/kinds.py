"""Participants as parts of a meeting that editors add, change and remove."""

from django.utils.translation import gettext_lazy

from meetings.participation.forms.participants import ParticipantForm
from meetings.participation.models import Participant
from meetings.views.kinds import PartOfMeeting
from network.labels import ShownFields, day_in_words

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
            "role",
            "mode",
            "days",
            "study_visit",
            "listed_as",
            "status",
        ),
        values={"days": lambda days: ", ".join(day_in_words(day) for day in days)},
    ),
    ParticipantForm,
    gettext_lazy("Participant"),
    gettext_lazy("Add a participant"),
    "participants",
    is_ordered=False,
    of_one=("email",),
)
