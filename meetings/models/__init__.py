"""The record of a meeting: its facts, what it is for, and what happens when."""

from meetings.models.agenda import AgendaItem, Kind, Objective
from meetings.models.dates import MeetingDate
from meetings.models.documents import Document, DocumentVersion
from meetings.models.entries import AgendaEntry
from meetings.models.mailings import Mailing
from meetings.models.meetings import EventStatus, Format, HeadcountQualifier, Meeting, Series, Stage
from meetings.models.revisions import AgendaRevision
from meetings.models.speakers import Speaker

__all__ = [
    "AgendaEntry",
    "AgendaItem",
    "AgendaRevision",
    "Document",
    "DocumentVersion",
    "EventStatus",
    "Format",
    "HeadcountQualifier",
    "Kind",
    "Mailing",
    "Meeting",
    "MeetingDate",
    "Objective",
    "Series",
    "Speaker",
    "Stage",
]
