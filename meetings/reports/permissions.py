"""Who may read a meeting's documents, and who may approve its report."""

from enum import StrEnum

from meetings.models import Meeting
from meetings.models.meetings import Reader
from meetings.permissions import may_read_agenda
from meetings.reports.models import Report
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.revisions.permissions import is_approver


class Document(StrEnum):
    AGENDA = "agenda"
    REPORT = "report"
    PARTICIPANTS = "participants"

    def names_people(self, audience: Audience) -> bool:
        """Whether this copy holds the participants with their e-mail addresses."""
        return audience == Audience.FOCAL_POINTS and self in {Document.REPORT, Document.PARTICIPANTS}


def may_read_report(reader: Reader, report: Report | None) -> bool:
    return report is not None and (report.is_released or is_secretariat(reader))


def may_approve(reader: Reader, report: Report | None) -> bool:
    """An approver, or who acts for one, who did not write last; who submitted it may not either."""
    if report is None or report.is_released or report.edited_by_id == reader.pk:
        return False
    return is_approver(reader)


def may_reopen(reader: Reader, report: Report | None) -> bool:
    return report is not None and report.is_released and is_approver(reader)


def may_read_document(reader: Reader, meeting: Meeting, document: Document, audience: Audience) -> bool:
    if audience not in audiences_of(reader):
        return False
    if document == Document.REPORT:
        return may_read_report(reader, report_of(meeting))
    return document != Document.AGENDA or may_read_agenda(reader, meeting)


def report_of(meeting: Meeting) -> Report | None:
    """Return the meeting's report; None where nobody has begun one."""
    return getattr(meeting, "report", None)
