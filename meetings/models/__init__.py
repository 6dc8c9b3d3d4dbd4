"""The record of a meeting: its facts, what it is for, and what happens when."""

from meetings.models.agenda import AgendaItem, Kind, Objective, Speaker
from meetings.models.meetings import Format, HeadcountQualifier, Meeting, Series, Stage

__all__ = [
    "AgendaItem",
    "Format",
    "HeadcountQualifier",
    "Kind",
    "Meeting",
    "Objective",
    "Series",
    "Speaker",
    "Stage",
]
