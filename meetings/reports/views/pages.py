"""The page of a report."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.attendance import attendance_of
from meetings.participation.tiles import attendance_tiles
from meetings.permissions import may_edit, widest_audience
from meetings.reports.actions import renderings
from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.models import Report
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import (
    Document,
    may_approve,
    may_read_report,
    may_reopen,
    report_of,
)
from meetings.reports.sections import downloads, status_of
from meetings.reports.submissions import subject_of
from meetings.reports.text import chapters_of
from meetings.views.kinds import list_parts
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.revisions.actions import open_submission
from nfp_portal.revisions.approval import last_remark
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import may_decide
from nfp_portal.ui.buttons import Button


@allow(ANYONE)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    shown, user = meeting_of(request, slug), request.user
    current = report_of(shown)
    if current is None or not may_read_report(user, current):
        raise Http404
    attendance = attendance_of(shown)
    may_change = may_edit(user) and not current.is_released
    conclusions = shown.conclusions.visible_to(user)
    submission = open_submission(subject_of(current)) if may_change else None
    context = {
        "meeting": shown,
        "report_status": _status(current),
        "chapters": chapters_of(current, attendance, widest_audience(user)),
        "conclusions": list_parts(CONCLUSIONS, shown, conclusions, may_edit=may_change),
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "offered": _buttons(request, current, submission),
        "note": _note(request, current, submission),
        "downloads": downloads(shown, user, "wide"),
        "renderings": _renderings(shown) if may_edit(user) else [],
        "updated_at": shown.updated_at,
    }
    return render(request, "meetings/reports/report.html", context)


@dataclass(frozen=True)
class _Status:
    kind: str
    text: str
    day: str = ""


def _status(current: Report) -> _Status:
    if current.is_from_public_records:
        return _Status("", _("Compiled from public records in the words of this portal."))
    day = date_format(current.released_at, "j F Y") if current.released_at else ""
    return _Status(*status_of(current), day)


def _buttons(request: HttpRequest, current: Report, submission: Submission | None) -> list[Button]:
    """Return what an editor or approver can do with the report now; the next step is filled."""
    names = ("write", "submit", "take_back", "release", "reopen")
    urls = {name: reverse(f"meetings:report_{name}", args=[current.meeting.slug]) for name in names}
    if may_reopen(request.user, current):
        return [Button(_("Take it back to a draft"), urls["reopen"], "quiet", fields={})]
    if current.is_released or not may_edit(request.user):
        return []
    if submission is None:
        submit = Button(_("Submit for approval"), urls["submit"], "", fields={})
        return [Button(_("Write"), urls["write"]), submit]
    may = may_decide(request.user, submission) and may_approve(request.user, current)
    label = _("Review and approve") if may else _("See what was submitted")
    review = Button(label, urls["release"], "" if may else "quiet")
    return [review, Button(_("Take it back"), urls["take_back"], "quiet", fields={})]


def _note(request: HttpRequest, current: Report, submission: Submission | None) -> str:
    if current.is_released or not may_edit(request.user):
        return ""
    if submission is None:
        return last_remark(subject_of(current))
    return _("Waits for approval by a second person, after the last day of the meeting.")


@dataclass(frozen=True)
class _Rendering:
    """A document requested last, with how far it is."""

    label: str
    job: Job
    result_url: str


def _renderings(shown: Meeting) -> list[_Rendering]:
    return [
        _Rendering(renderings.title_of(job), job, _url_of(job, shown) if job.state == JobState.DONE else "")
        for job in renderings.recent(shown)
    ]


def _url_of(job: Job, shown: Meeting) -> str:
    """Return the address of a finished document; one that names the participants asks for a reason first."""
    parameters = job.parameters
    document = MeetingDocument(shown, Document(parameters["document"]), Audience(parameters["audience"]))
    names_people = document.document.names_people(document.audience)
    return f"{document.url}&purpose=ask" if names_people else document.url
