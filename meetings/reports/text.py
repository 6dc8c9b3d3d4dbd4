"""The chapters of a report as its pages show them: what is written, and what the register knows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import Objective
from meetings.participation.attendance import Attendance, sentence_of
from meetings.participation.figures import figures_of
from meetings.reports.follow_up import lines_on_earlier
from meetings.reports.models import ReleaseCopy, Report
from meetings.tables import RoomTable, tables_of
from nfp_portal.accounts.audience import Audience

# The written parts in the order in which they are printed.
PARTS = ("background", "opening", "sessions", "focal_points_part", "study_visit", "closing")
RESTRICTED_PARTS = ("focal_points_part",)


@dataclass(frozen=True)
class Chapter:
    """One of `text` (Markdown), `sentence`, `rows` (the objectives), `lines` and `table`."""

    anchor: str
    title: str
    text: str = ""
    sentence: str = ""
    rows: tuple[Objective, ...] = ()
    lines: tuple[str, ...] = ()
    table: RoomTable | None = None
    is_restricted: bool = False

    @property
    def says_something(self) -> bool:
        return any((self.text, self.sentence, self.rows, self.lines, self.table))


def chapters_of(report: Report, attendance: Attendance, audience: Audience) -> list[Chapter]:
    """Return the chapters this audience may read, without empty ones and without the conclusions."""
    objectives = tuple(report.meeting.objectives.for_audience(audience))
    restricted = report.focal_points_part if audience == Audience.FOCAL_POINTS else ""
    earlier = tuple(lines_on_earlier(report.meeting, audience))
    chapters = [
        Chapter("background", _("Background"), report.background),
        Chapter("objectives", _("Objectives"), rows=objectives),
        Chapter(
            "attendance",
            _("Who took part"),
            sentence=sentence_of(attendance),
            lines=tuple(figures_of(attendance)),
        ),
        Chapter("opening", _("Opening"), report.opening),
        Chapter("sessions", _("Sessions"), report.sessions),
        Chapter("focal-points", _("Focal points"), restricted, is_restricted=True),
        Chapter("study-visit", _("Study visit"), report.study_visit),
        Chapter("closing", _("Closing"), report.closing),
        Chapter("earlier", _("Follow-up of earlier conclusions"), lines=earlier),
        *(Chapter(table.anchor, table.title, table=table) for table in tables_of_report(report, audience)),
    ]
    return [chapter for chapter in chapters if chapter.says_something]


def tables_of_report(report: Report, audience: Audience) -> list[RoomTable]:
    """Return what rooms report today; where public records are the report, and in its corrections, nothing.

    A correction has the tables that the release before it had.
    """
    if report.is_from_public_records:
        return []
    tables = tables_of(report.meeting, audience)
    if not tables or report.current_id is None:
        return tables
    copy = ReleaseCopy.objects.readable().filter(release=report.current_id, audience=audience).last()
    printed = {part.key for part in copy.parts} if copy else set()
    return [table for table in tables if table.anchor in printed]
