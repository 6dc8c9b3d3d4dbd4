"""Editors draft and write a report; an approver who did not write last approves it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.participation.attendance import attendance_of
from meetings.reports.actions import reports
from meetings.reports.forms import ReportForm
from meetings.reports.models import Report
from meetings.reports.permissions import may_release
from meetings.reports.review import review_of
from meetings.reports.text import chapters_of
from meetings.reports.views.lookups import report_or_404
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import APPROVERS, EDITORS, allow, signed_in
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "POST")
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    reports.draft_report(meeting, by=signed_in(request))
    return redirect("meetings:report_write", meeting.slug)


@allow(EDITORS, "GET", "POST")
def write(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = ReportForm(request.POST or None, instance=report_or_404(meeting))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "meeting": meeting}
        return render(request, "meetings/reports/form.html", context, status=422 if form.is_bound else 200)
    try:
        reports.write_report(
            form.instance.pk, form.changes(), revision=form.cleaned_data["revision"], by=signed_in(request)
        )
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except ReleasedError:
        messages.error(request, _("The report is published: take it back to a draft before changing it."))
    else:
        messages.success(request, _("Saved. An approver who did not write last can approve it."))
    return redirect("meetings:report", meeting.slug)


@allow(APPROVERS, "GET", "POST")
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is empty and what becomes public beside the text; approve it as it was read."""
    meeting = meeting_of(request, slug)
    report = report_or_404(meeting)
    if report.is_released:
        return redirect("meetings:report", meeting.slug)
    if request.method != "POST":
        return _review(request, report)
    try:
        reports.release_report(report.pk, read=request.POST.get("read", ""), by=signed_in(request))
    except (reports.UnreadError, reports.SecondPersonError, reports.NotEndedError) as refusal:
        messages.error(request, _in_words(refusal))
        return redirect("meetings:report_release", meeting.slug)
    messages.success(request, _("Approved and published. The documents are being made."))
    return redirect("meetings:report", meeting.slug)


def _in_words(refusal: Exception) -> str:
    if isinstance(refusal, reports.UnreadError):
        return _("The report changed since you opened it: read it once more, then approve it.")
    if isinstance(refusal, reports.SecondPersonError):
        return _("You wrote last: a second person approves the report.")
    return _("The meeting has not ended: its report is approved after the last day.")


def _review(request: HttpRequest, report: Report) -> HttpResponse:
    meeting = report.meeting
    context = {
        "meeting": meeting,
        "report": report,
        "review": review_of(report),
        "chapters": chapters_of(report, attendance_of(meeting), Audience.FOCAL_POINTS),
        "conclusions": meeting.conclusions.all(),
        "may_approve": may_release(request.user, report) and meeting.has_ended,
        "as_read": reports.as_read(meeting),
    }
    return render(request, "meetings/reports/approve.html", context)


@allow(APPROVERS, "POST")
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    reports.reopen_report(report_or_404(meeting).pk, by=signed_in(request))
    messages.success(
        request, _("The report is a draft again; the public does not see it until it is approved.")
    )
    return redirect("meetings:report", meeting.slug)
