"""What of a report is compared from one submission to the next."""

from django.utils.translation import gettext as _

from meetings.models import Objective
from meetings.participation.attendance import attendance_of, sentence_of
from meetings.reports.models import Conclusion, Report
from meetings.reports.text import PARTS
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def subject_of(report: Report) -> str:
    return f"report-{report.pk}"


def parts_of(report: Report) -> list[Part]:
    """Return the report in parts: what is written, who took part, objectives and conclusions."""
    meeting = report.meeting
    written = [Part(name, label_of(Report, name), getattr(report, name)) for name in PARTS]
    attendance = Part("attendance", _("Who took part"), sentence_of(attendance_of(meeting)))
    objectives = [
        Part(f"objective-{row.key}", _("Objective %(number)d") % {"number": number}, _lines(row))
        for number, row in enumerate(meeting.objectives.all(), start=1)
    ]
    conclusions = [
        Part(f"conclusion-{row.key}", _("Conclusion %(number)d") % {"number": number}, _lines(row))
        for number, row in enumerate(meeting.conclusions.all(), start=1)
    ]
    return [attendance, *objectives, *written, *conclusions]


def _lines(row: Objective | Conclusion) -> str:
    audience = [str(row.get_audience_display())] if row.is_restricted else []
    return "\n".join([row.text, *row.details, *audience])
