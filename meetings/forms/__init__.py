"""Forms of the meetings. What is wrong is named at its field; typed values stay."""

from meetings.forms.agenda import AgendaItemForm
from meetings.forms.attendance import AttendanceForm
from meetings.forms.meetings import MeetingForm
from meetings.forms.participants import ParticipantForm
from meetings.forms.parts import ConclusionForm, ObjectiveForm, PaperForm, ReportForm

__all__ = [
    "AgendaItemForm",
    "AttendanceForm",
    "ConclusionForm",
    "MeetingForm",
    "ObjectiveForm",
    "PaperForm",
    "ParticipantForm",
    "ReportForm",
]
