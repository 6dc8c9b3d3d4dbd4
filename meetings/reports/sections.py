"""The report on the page of its meeting."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.permissions import may_edit, widest_audience
from meetings.reports.models import Report
from meetings.reports.permissions import has_release, may_read_report, report_of
from meetings.sections import Section
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class ReportInShort:
    """`kind` is that of the status mark; empty where nobody has begun a report."""

    kind: str
    text: str
    buttons: list[Button]


def report_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return the report with its downloads, or for editors the button that drafts it; no query.

    A report is begun from the first day of the meeting on.
    """
    report = report_of(meeting)
    if report is None and may_edit(reader) and meeting.has_begun:
        draft = Button(
            _("Draft the report"),
            reverse("meetings:report_draft", args=[meeting.slug]),
            "quiet wide",
            fields={},
        )
        text = _("The draft takes over what the agenda and the list of participants know.")
        return _section("", text, [draft])
    if report is None or not may_read_report(reader, report):
        return None
    read = Button(_("Read the report"), reverse("meetings:report", args=[meeting.slug]), "quiet wide")
    return _section(*status_of(report), [read, *downloads(meeting, reader, "quiet wide")])


def why_kept(meeting: Meeting) -> str:
    """Say that a report is there: its meeting is not deleted."""
    return _("It has a report.") if report_of(meeting) else ""


def page_of_report(meeting: Meeting) -> str:
    """Return the address of the report; empty where nobody has begun one."""
    return reverse("meetings:report", args=[meeting.slug]) if report_of(meeting) else ""


def _section(kind: str, text: str, buttons: list[Button]) -> Section:
    return Section("meetings/reports/in_short.html", ReportInShort(kind, text, buttons))


def status_of(report: Report) -> tuple[str, str]:
    """Return the kind of the status mark, and its text."""
    if report.is_published:
        return "published", _("Published")
    return "draft", _("Draft, seen by the secretariat alone")


def downloads(meeting: Meeting, reader: Reader, style: str, *, of_draft: bool = False) -> list[Button]:
    """Return the PDFs of the report: of its current release, or `of_draft` of what the rows say."""
    pdf = reverse("meetings:report_pdf", args=[meeting.slug])
    draft = "&draft=yes" if of_draft and has_release(meeting) else ""
    buttons = [Button(_("Report as PDF"), f"{pdf}?copy=public{draft}", style)]
    if widest_audience(reader) == Audience.FOCAL_POINTS:
        url = f"{pdf}?copy=focal_points{draft}&purpose=ask"
        buttons.append(Button(_("Report for focal points, PDF"), url, "quiet wide"))
    return buttons
