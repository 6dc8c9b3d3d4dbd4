"""Draft a report, write it, submit it; a second person approves it or sends it back; correct it."""

from collections.abc import Callable, Mapping
from functools import partial

from django.db import transaction

from meetings.models import Meeting, Stage
from meetings.reports import pdf
from meetings.reports.actions import releases, renderings
from meetings.reports.first_draft import draft_of
from meetings.reports.models import Report, ReportStatus
from meetings.reports.permissions import Document, may_approve
from meetings.reports.submissions import parts_of, subject_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.stale import expect


class SecondPersonError(Exception):
    """Only an approver who neither wrote last nor submitted it may decide."""


class SubmittedError(Exception):
    """The report waits for approval: it is taken back before it is written further."""


class NotSubmittedError(Exception):
    """Nobody has submitted the report, or it was taken back meanwhile."""


@transaction.atomic
def draft_report(meeting: Meeting, *, by: User) -> Report:
    """Begin the report from the agenda and the register; give the one that is there already."""
    meeting = _lock(meeting)
    report, made = Report.objects.get_or_create(
        meeting=meeting, defaults={**draft_of(meeting), "edited_by": by}
    )
    if made and meeting.stage == Stage.HELD:
        _set_stage(meeting, Stage.REPORT)
    return report


@transaction.atomic
def write_report(report_id: int, changes: Mapping[str, str], *, revision: int, by: User) -> Report:
    """Change the named parts of a draft still at `revision`; one that is published is corrected first.

    Raises `StaleError`, `ReleasedError`, `SubmittedError`.
    """
    report = Report.objects.select_for_update().get(pk=report_id)
    if report.is_released:
        raise ReleasedError
    if submissions.open_submission(subject_of(report)) is not None:
        raise SubmittedError
    expect(report, revision)
    for part, text in changes.items():
        setattr(report, part, text)
    report.edited_by = by
    report.revision += 1
    report.save()
    return report


def note_writing(meeting: Meeting, by: User | None) -> None:
    """Count the secretariat's change of what the report prints as writing it: `by` wrote last.

    What a State does itself, as by sending its list, writes no report: its author must not become free to
    approve it. A release stays as it was whatever the rows say; one from public records is read from them,
    and lets nothing change before a correction is begun: `ReleasedError`.
    """
    report = Report.objects.select_for_update().filter(meeting=meeting).first()
    if report is not None and report.is_from_public_records:
        raise ReleasedError
    if report is not None and by is not None and is_secretariat(by) and report.edited_by_id != by.pk:
        report.edited_by = by
        report.save(update_fields=["edited_by"])


class NotEndedError(Exception):
    """A report is approved after the last day of its meeting."""


class UnreadError(Exception):
    """The report, or something it prints, changed since the approver read it."""


def as_read(meeting: Meeting) -> str:
    """The fingerprint of the whole report, which its release must bring back."""
    return pdf.fingerprint(meeting, Document.REPORT, Audience.FOCAL_POINTS)


@transaction.atomic
def release_report(report_id: int, *, read: str, by: User) -> Report:
    """Release the draft as it was read, have its files made for both audiences and its documents anew.

    `read` is the fingerprint (`as_read`) of the page the approver saw. Releasing it again changes nothing.
    Raises `NotEndedError`, `SecondPersonError`, `UnreadError`, `NotSubmittedError`.
    """
    report = _locked(report_id)
    if report.is_released:
        return report
    if not report.meeting.has_ended:
        raise NotEndedError
    if not may_approve(by, report):
        raise SecondPersonError
    if as_read(report.meeting) != read:
        raise UnreadError
    _as_second_person(partial(submissions.approve, subject_of(report), by=by))
    releases.publish(report, by=by)
    report.status = ReportStatus.RELEASED
    report.save()
    if report.meeting.stage != Stage.PUBLISHED:
        _set_stage(report.meeting, Stage.PUBLISHED)
    renderings.request_all(report.meeting)
    return report


@transaction.atomic
def submit_report(report_id: int, *, by: User) -> None:
    """Ask for approval of the draft as it is now. A report that waits already stays as submitted."""
    report = _locked(report_id)
    if not report.is_released:
        submissions.submit(subject_of(report), parts_of(report), by=by)


@transaction.atomic
def take_back_report(report_id: int, *, by: User) -> None:
    """End the wait for approval, so that the draft can be written again."""
    submissions.take_back(subject_of(_locked(report_id)), by=by)


@transaction.atomic
def send_back_report(report_id: int, *, remark: str, by: User) -> None:
    """Return a submitted report to its writers.

    Raises `NoRemarkError`, `SecondPersonError`, `NotSubmittedError`.
    """
    report = _locked(report_id)
    if not may_approve(by, report):
        raise SecondPersonError
    _as_second_person(partial(submissions.send_back, subject_of(report), remark=remark, by=by))


def _as_second_person(decide: Callable[[], object]) -> None:
    try:
        decide()
    except submissions.NotSecondPersonError as refusal:
        raise SecondPersonError from refusal
    except submissions.NotWaitingError as refusal:
        raise NotSubmittedError from refusal


@transaction.atomic
def correct_report(report_id: int, *, by: User) -> Report:
    """Let a published report be written again; its release is read until a second person approves the next.

    One from public records is kept as its first release. A draft stays as it is.
    """
    report = _locked(report_id)
    if not report.is_released:
        return report
    if report.is_from_public_records:
        releases.publish(report, by=None)
    report.status = ReportStatus.DRAFT
    report.edited_by = by
    report.revision += 1
    report.save()
    return report


@transaction.atomic
def discard_correction(report_id: int, *, by: User) -> Report:
    """End a correction without a release: the text is again that of the current one.

    What was changed in agenda, lists and conclusions meanwhile stays: those are the meeting's own.
    """
    report = _locked(report_id)
    if not report.is_being_corrected:
        return report
    submissions.take_back(subject_of(report), by=by)
    for part, text in releases.texts_of(report).items():
        setattr(report, part, text)
    report.status = ReportStatus.RELEASED
    report.revision += 1
    report.save()
    return report


def _lock(meeting: Meeting) -> Meeting:
    """The meeting as it is now; nobody changes it or its parts until the transaction ends."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def _locked(report_id: int) -> Report:
    """The report, and the meeting before it: locked in one order by all, so that none blocks the other."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(report=report_id)
    report = Report.objects.select_for_update().get(pk=report_id)
    report.meeting = meeting
    return report


def _set_stage(meeting: Meeting, stage: Stage) -> None:
    meeting.stage = stage
    meeting.revision += 1
    meeting.save(update_fields=["stage", "revision", "updated_at"])
