"""Editors draft and write a report; an approver who did not write last releases it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.actions import reports
from meetings.actions.parts import ReleasedError
from meetings.forms import ReportForm
from meetings.views.found import meeting_of, report_or_404
from nfp_portal.accounts.access import APPROVERS, EDITORS, allow, signed_in
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
        return render(request, "meetings/report_form.html", context, status=422 if form.is_bound else 200)
    try:
        reports.write_report(
            form.instance.pk, form.changes(), revision=form.cleaned_data["revision"], by=signed_in(request)
        )
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except ReleasedError:
        messages.error(request, _("The report is released: take it back to a draft before changing it."))
    else:
        messages.success(request, _("Saved. An approver who did not write last can release it."))
    return redirect("meetings:report", meeting.slug)


@allow(APPROVERS, "POST")
def release(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    try:
        read = request.POST.get("read", "")
        reports.release_report(report_or_404(meeting).pk, read=read, by=signed_in(request))
    except reports.UnreadError:
        messages.error(
            request, _("The report changed since you opened it: read it once more, then release it.")
        )
    except reports.SecondPersonError:
        messages.error(request, _("You wrote last: a second person releases the report."))
    else:
        messages.success(request, _("Released. The documents are being made."))
    return redirect("meetings:report", meeting.slug)


@allow(APPROVERS, "POST")
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    reports.reopen_report(report_or_404(meeting).pk, by=signed_in(request))
    messages.success(request, _("The report is a draft again; the public does not see it until its release."))
    return redirect("meetings:report", meeting.slug)
