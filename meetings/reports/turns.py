"""What of the meetings waits for whom: reports to finish and to approve."""

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import pgettext

from meetings.models import Meeting
from meetings.reports.models import Report, ReportStatus
from nfp_portal.accounts.access import APPROVERS, EDITORS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source
from nfp_portal.turns.submissions import sent_back_to, submission_key, submitted_in_words, waiting_for

SUBJECT = submission_key("report-", "pk")


def register() -> None:
    register_source(Source("report to approve", _to_approve, _approve, Notify.AT_ONCE))
    register_source(Source("report sent back", _sent_back, _revise, Notify.AT_ONCE))
    register_source(Source("report to finish", _to_finish, _finish))


class _EndOfMeeting(models.Func):
    """The instant a meeting's last day is over where it was held; null for an undated meeting."""

    template = "((%(expressions)s)"
    arg_joiner = ") + 1)::timestamp AT TIME ZONE ("
    output_field = models.DateTimeField()

    def __init__(self) -> None:
        super().__init__(Coalesce("meeting__ends_on", "meeting__starts_on"), models.F("meeting__zone"))


def _drafts() -> models.QuerySet[Any]:
    """Drafts of meetings that have ended, waiting since then."""
    ended = Report.objects.filter(status=ReportStatus.DRAFT, meeting__in=Meeting.objects.ended())
    rows = ended.exclude(meeting__starts_on=None).select_related("meeting", "edited_by")
    return rows.annotate(since=_EndOfMeeting(), until=NO_DAY)


def _of_subjects(rows: models.QuerySet[Any], subjects: object) -> models.QuerySet[Any]:
    """Keep the reports whose submissions are among these."""
    kept: models.QuerySet[Any] = rows.alias(subject=SUBJECT).filter(subject__in=subjects)
    return kept


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    drafts = Report.objects.filter(status=ReportStatus.DRAFT, meeting__in=Meeting.objects.ended())
    rows = drafts.exclude(edited_by=user.pk).select_related("meeting").annotate(until=NO_DAY)
    submitted = waiting_for(user, rows, SUBJECT)
    # What was submitted before the meeting ended is nobody's turn before that.
    return for_approvers(user, submitted.annotate(since=Greatest("since", _EndOfMeeting())))


def _approve(report: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Report of %(meeting)s") % {"meeting": report.meeting.title},
        about=submitted_in_words(report),
        verb=pgettext("letter", "Approve the report of %(meeting)s") % {"meeting": report.meeting.title},
        url=reverse("meetings:report_release", args=[report.meeting.slug]),
    )


def _to_finish(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS - APPROVERS:
        return None
    waiting = Submission.objects.waiting().values("subject")
    drafts = _drafts()
    others = drafts.exclude(pk__in=_of_subjects(drafts, waiting).values("pk"))
    return others.exclude(pk__in=_returned(user).values("pk"))


def _returned(user: User) -> models.QuerySet[Any]:
    drafts = Report.objects.filter(status=ReportStatus.DRAFT).select_related("meeting")
    return sent_back_to(user, drafts.annotate(until=NO_DAY), SUBJECT)


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    return _returned(user) if caller_of(user) in EDITORS else None


def _revise(report: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Report of %(meeting)s") % {"meeting": report.meeting.title},
        about=pgettext("letter", "Sent back: %(remark)s") % {"remark": report.remark},
        verb=pgettext("letter", "Revise the report of %(meeting)s") % {"meeting": report.meeting.title},
        url=reverse("meetings:report_write", args=[report.meeting.slug]),
    )


def _finish(report: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Report of %(meeting)s") % {"meeting": report.meeting.title},
        about=pgettext("letter", "A draft; it is submitted when it is ready"),
        verb=pgettext("letter", "Finish the report of %(meeting)s") % {"meeting": report.meeting.title},
        url=report.draft_url,
    )
