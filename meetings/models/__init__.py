"""The Network's meetings: what was planned, said, concluded and by whom it was attended."""

from meetings.models.agenda import AgendaItem, Kind, Objective, Paper, Speaker
from meetings.models.attendance import Attendance, attendance_of, registration_of
from meetings.models.meetings import Format, HeadcountQualifier, Meeting, Series, Stage
from meetings.models.participants import Category, Mode, Participant, Status
from meetings.models.reports import Conclusion, Report, ReportStatus

__all__ = [
    "AgendaItem",
    "Attendance",
    "Category",
    "Conclusion",
    "Format",
    "HeadcountQualifier",
    "Kind",
    "Meeting",
    "Mode",
    "Objective",
    "Paper",
    "Participant",
    "Report",
    "ReportStatus",
    "Series",
    "Speaker",
    "Stage",
    "Status",
    "attendance_of",
    "registration_of",
]
