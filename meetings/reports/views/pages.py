"""The page of a report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.participation.attendance import attendance_of
from meetings.participation.tiles import attendance_tiles
from meetings.permissions import may_edit, widest_audience
from meetings.reports.actions import releases
from meetings.reports.comments import latest_round
from meetings.reports.follow_up import follow_up_of
from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.models import Report
from meetings.reports.permissions import (
    may_approve,
    may_correct,
    may_read_report,
    report_of,
)
from meetings.reports.sections import downloads, status_of
from meetings.reports.submissions import subject_of
from meetings.reports.text import chapters_of
from meetings.reports.views.progress import renderings_of
from meetings.reports.views.releases import release_page
from meetings.views.kinds import list_parts
from meetings.views.lookups import meeting_of
from meetings.wording import compiled_from_records
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.revisions.actions import open_submission
from nfp_portal.revisions.approval import last_remark
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import may_decide
from nfp_portal.ui.buttons import Button


@allow(ANYONE)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the current release; before the first one, and of public records, the report as the rows say."""
    shown, user = meeting_of(request, slug), request.user
    current = report_of(shown)
    if current is None or not may_read_report(user, current):
        raise Http404
    copy = releases.copy_of(current.current_id, widest_audience(user))
    return release_page(request, current, copy) if copy else draft_page(request, current)


def draft_page(request: HttpRequest, current: Report) -> HttpResponse:
    """Show the report as the rows say, to editors with what they can do."""
    user, shown = request.user, current.meeting
    attendance = attendance_of(shown)
    may_change = may_edit(user) and not current.is_released
    conclusions = shown.conclusions.visible_to(user)
    submission = open_submission(subject_of(current)) if may_change else None
    context = {
        "meeting": shown,
        "report_status": _status(current),
        "chapters": chapters_of(current, attendance, widest_audience(user)),
        "conclusions": list_parts(CONCLUSIONS, shown, conclusions, may_edit=may_change),
        "follow_up": follow_up_of(shown, user, with_facts=False) if current.is_released else [],
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "offered": _buttons(request, current, submission),
        "tools": _tools(current) if may_edit(user) else [],
        "note": _note(request, current, submission),
        "downloads": downloads(shown, user, "wide", of_draft=True),
        "renderings": renderings_of(shown) if may_edit(user) else [],
        "updated_at": shown.updated_at,
    }
    return render(request, "meetings/reports/report.html", context)


def _status(current: Report) -> tuple[str, str]:
    """Return the kind of the status mark, and its text."""
    if current.is_from_public_records:
        return "", compiled_from_records(current.meeting)
    if current.is_being_corrected:
        return "draft", _("Draft of a correction, seen by the secretariat alone")
    return status_of(current)


def _buttons(request: HttpRequest, current: Report, submission: Submission | None) -> list[Button]:
    """Return what an editor or approver can do with the report now; the next step is filled."""
    names = ("write", "submit", "take_back", "release", "correct", "discard")
    urls = {name: reverse(f"meetings:report_{name}", args=[current.meeting.slug]) for name in names}
    if may_correct(request.user, current):
        return [Button(_("Correct the report"), urls["correct"], "quiet", fields={})]
    if current.is_released or not may_edit(request.user):
        return []
    discard = Button(_("Discard the correction"), urls["discard"], "quiet", fields={})
    discards = [discard] if current.is_being_corrected else []
    if submission is None:
        submit = Button(_("Submit for approval"), urls["submit"], "", fields={})
        return [Button(_("Write"), urls["write"]), submit, *discards]
    may = may_decide(request.user, submission) and may_approve(request.user, current)
    label = _("Review and approve") if may else _("See what was submitted")
    review = Button(label, urls["release"], "" if may else "quiet")
    return [review, Button(_("Take it back"), urls["take_back"], "quiet", fields={}), *discards]


def _tools(current: Report) -> list[Button]:
    """Return the ways to what others write for a draft, or have written of it."""
    slug = current.meeting.slug
    comments = Button(_("Comments of States and bodies"), reverse("meetings:report_comments", args=[slug]))
    if current.is_released:
        return [comments] if latest_round(current.meeting) else []
    return [comments, Button(_("Rapporteurs"), reverse("meetings:report_rapporteurs", args=[slug]))]


def _note(request: HttpRequest, current: Report, submission: Submission | None) -> str:
    if current.is_released or not may_edit(request.user):
        return ""
    if submission is None:
        return last_remark(subject_of(current))
    return _("Waits for approval by a second person, after the last day of the meeting.")
