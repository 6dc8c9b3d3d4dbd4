"""What of a report is compared from one submission to the next."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from meetings.models import Meeting, Objective
from meetings.participation.attendance import attendance_of, sentence_of
from meetings.reports.follow_up import lines_on_earlier
from meetings.reports.models import Conclusion, Report
from meetings.reports.text import PARTS, RESTRICTED_PARTS, tables_of_report
from meetings.wording import clock_times, item_title, people_lines
from network.labels import day_in_words
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def subject_of(report: Report) -> str:
    return f"report-{report.pk}"


def parts_of(report: Report, audience: Audience = Audience.FOCAL_POINTS) -> list[Part]:
    """Return what of the report this audience reads, in parts: who took part, what is written, the rows."""
    meeting = report.meeting
    is_restricted = audience == Audience.FOCAL_POINTS
    written = [
        Part(name, label_of(Report, name), getattr(report, name))
        for name in PARTS
        if is_restricted or name not in RESTRICTED_PARTS
    ]
    attendance = Part("attendance", _("Who took part"), sentence_of(attendance_of(meeting)))
    return [
        attendance,
        *_numbered("objective", _("Objective %(number)d"), meeting.objectives.for_audience(audience)),
        *written,
        *_numbered("conclusion", _("Conclusion %(number)d"), meeting.conclusions.for_audience(audience)),
        Part(
            "earlier", _("Follow-up of earlier conclusions"), "\n".join(lines_on_earlier(meeting, audience))
        ),
        *_tables(report, audience),
        Part("agenda", _("Annex 1: Agenda"), _agenda_lines(meeting, audience)),
        Part("papers", _("Annex 3: Papers"), _paper_lines(meeting, audience)),
    ]


def _tables(report: Report, audience: Audience) -> list[Part]:
    tables = tables_of_report(report, audience)
    return [Part(table.anchor, table.title, "\n".join(table.lines)) for table in tables]


def _numbered(name: str, label: str, rows: Iterable[Objective | Conclusion]) -> list[Part]:
    return [
        Part(f"{name}-{row.key}", label % {"number": number}, _lines(row))
        for number, row in enumerate(rows, start=1)
    ]


def _agenda_lines(meeting: Meeting, audience: Audience) -> str:
    lines = []
    for item in meeting.items.for_audience(audience).in_order().with_people():
        times = " ".join(filter(None, (day_in_words(item.day), clock_times(item))))
        lines.append(", ".join(filter(None, (times, item_title(item), *people_lines(item)))))
    return "\n".join(lines)


def _paper_lines(meeting: Meeting, audience: Audience) -> str:
    documents = meeting.documents.for_audience(audience).with_versions()
    return "\n".join(document.named for document in documents)


def _lines(row: Objective | Conclusion) -> str:
    audience = [str(row.get_audience_display())] if row.is_restricted else []
    return "\n".join([row.text, *row.details, *audience])
