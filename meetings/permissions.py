"""Who may see and change what of a meeting, beyond what the querysets' `visible_to` already hides."""

from enum import StrEnum

from meetings.models import Meeting, Report
from meetings.models.meetings import Reader
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.accounts.models import Role, User


class Document(StrEnum):
    AGENDA = "agenda"
    REPORT = "report"
    PARTICIPANTS = "participants"

    def names_people(self, audience: Audience) -> bool:
        """Whether this copy holds the participants with their e-mail addresses."""
        return audience == Audience.FOCAL_POINTS and self in {Document.REPORT, Document.PARTICIPANTS}


def is_secretariat(reader: Reader) -> bool:
    return isinstance(reader, User) and reader.is_active and reader.is_secretariat


def may_edit(reader: Reader) -> bool:
    return isinstance(reader, User) and reader.is_active and reader.role in {Role.EDITOR, Role.APPROVER}


def may_see_people(reader: Reader) -> bool:
    """The public sees States and bodies; whoever signed in sees who came."""
    return isinstance(reader, User) and reader.is_active


def widest_audience(reader: Reader) -> Audience:
    return Audience.FOCAL_POINTS if Audience.FOCAL_POINTS in audiences_of(reader) else Audience.ALL


def may_see_emails(reader: Reader) -> bool:
    return widest_audience(reader) == Audience.FOCAL_POINTS


def may_read_report(reader: Reader, report: Report | None) -> bool:
    return report is not None and (report.is_released or is_secretariat(reader))


def may_release(reader: Reader, report: Report | None) -> bool:
    """A second person: an approver who did not write last."""
    if report is None or report.is_released or not isinstance(reader, User):
        return False
    return reader.is_active and reader.role == Role.APPROVER and report.edited_by_id != reader.pk


def may_reopen(reader: Reader, report: Report | None) -> bool:
    if report is None or not report.is_released or not isinstance(reader, User):
        return False
    return reader.is_active and reader.role == Role.APPROVER


def may_read_document(reader: Reader, meeting: Meeting, document: Document, audience: Audience) -> bool:
    if audience not in audiences_of(reader):
        return False
    if document == Document.REPORT:
        return may_read_report(reader, report_of(meeting))
    if document == Document.AGENDA:
        return meeting.has_agenda or is_secretariat(reader)
    return True


def report_of(meeting: Meeting) -> Report | None:
    """The meeting's report; None where nobody has begun one."""
    return getattr(meeting, "report", None)
