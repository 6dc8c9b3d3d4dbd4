"""The report of a meeting, its releases, and the meeting's conclusions."""

from meetings.reports.models.comments import Comment, CommentRound, Treatment
from meetings.reports.models.conclusions import Conclusion, ConclusionStatus
from meetings.reports.models.rapporteurs import RapporteurNote
from meetings.reports.models.releases import Release, ReleaseCopy
from meetings.reports.models.reports import LONGEST_PART, Report, ReportStatus

__all__ = [
    "LONGEST_PART",
    "Comment",
    "CommentRound",
    "Conclusion",
    "ConclusionStatus",
    "RapporteurNote",
    "Release",
    "ReleaseCopy",
    "Report",
    "ReportStatus",
    "Treatment",
]
