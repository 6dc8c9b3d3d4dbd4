"""Participants as parts of a meeting that editors add, change and remove."""

from django.utils.translation import gettext_lazy

from meetings.participation.forms import ParticipantForm
from meetings.participation.models import Participant
from meetings.views.kinds import PartOfMeeting

PARTICIPANTS = PartOfMeeting(
    "participants",
    Participant,
    ParticipantForm,
    gettext_lazy("Participant"),
    gettext_lazy("Add a participant"),
    "participants",
    is_ordered=False,
)
