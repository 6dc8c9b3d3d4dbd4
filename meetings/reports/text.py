"""The chapters of a report as its pages show them: what is written, and what the register knows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import Objective
from meetings.participation.attendance import Attendance, sentence_of
from meetings.reports.models import Report
from nfp_portal.accounts.audience import Audience

# The written parts in the order in which they are printed.
PARTS = ("background", "opening", "sessions", "focal_points_part", "study_visit", "closing")


@dataclass(frozen=True)
class Chapter:
    """One of `text` (Markdown), `sentence` and `rows` (the objectives)."""

    anchor: str
    title: str
    text: str = ""
    sentence: str = ""
    rows: tuple[Objective, ...] = ()
    is_restricted: bool = False


def chapters_of(report: Report, attendance: Attendance, audience: Audience) -> list[Chapter]:
    """Return the chapters this audience may read, without empty ones and without the conclusions."""
    objectives = tuple(report.meeting.objectives.for_audience(audience))
    restricted = report.focal_points_part if audience == Audience.FOCAL_POINTS else ""
    chapters = [
        Chapter("background", _("Background"), report.background),
        Chapter("objectives", _("Objectives"), rows=objectives),
        Chapter("attendance", _("Who took part"), sentence=sentence_of(attendance)),
        Chapter("opening", _("Opening"), report.opening),
        Chapter("sessions", _("Sessions"), report.sessions),
        Chapter("focal-points", _("Focal points"), restricted, is_restricted=True),
        Chapter("study-visit", _("Study visit"), report.study_visit),
        Chapter("closing", _("Closing"), report.closing),
    ]
    return [chapter for chapter in chapters if chapter.text or chapter.sentence or chapter.rows]
