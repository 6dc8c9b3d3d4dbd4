"""Who may read a meeting's documents, and who may approve its report."""

from enum import StrEnum

from meetings.models import Meeting
from meetings.permissions import may_edit, may_read_agenda
from meetings.reports.models import Report
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.revisions.permissions import is_approver


class Document(StrEnum):
    AGENDA = "agenda"
    ANNOTATED = "annotated"
    REPORT = "report"
    PARTICIPANTS = "participants"
    PACK = "pack"

    @property
    def path(self) -> str:
        """Return its address below that of the meeting, without the ending."""
        return "agenda/annotated" if self == Document.ANNOTATED else self.value

    def names_people(self, audience: Audience) -> bool:
        """Whether this copy holds the names of the participants; no document has their addresses."""
        return audience == Audience.FOCAL_POINTS and self in {Document.REPORT, Document.PARTICIPANTS}


def may_read_report(reader: Reader, report: Report | None) -> bool:
    return report is not None and (report.is_published or is_secretariat(reader))


def may_approve(reader: Reader, report: Report | None) -> bool:
    """An approver, or who acts for one, who did not write last; who submitted it may not either."""
    if report is None or report.is_released or report.edited_by_id == reader.pk:
        return False
    return is_approver(reader)


def may_correct(reader: Reader, report: Report | None) -> bool:
    """Whoever edits begins a correction, which a second person approves like the report itself."""
    return report is not None and report.is_released and may_edit(reader)


def may_erase(reader: Reader, report: Report | None) -> bool:
    """Whether this reader may take a name out of the copies that focal points read."""
    return report is not None and report.current_id is not None and is_approver(reader)


def may_read_document(reader: Reader, meeting: Meeting, document: Document, audience: Audience) -> bool:
    if audience not in audiences_of(reader):
        return False
    if document == Document.REPORT:
        return may_read_report(reader, report_of(meeting))
    if document == Document.ANNOTATED and audience == Audience.ALL:
        return False
    return document == Document.PARTICIPANTS or may_read_agenda(reader, meeting)


def report_of(meeting: Meeting) -> Report | None:
    """Return the meeting's report; None where nobody has begun one."""
    return getattr(meeting, "report", None)


def has_release(meeting: Meeting) -> bool:
    """Whether the report is read from a release, and not from the rows."""
    report = report_of(meeting)
    return report is not None and report.current_id is not None
