"""Editors draft, write and submit a report; a second person approves it or sends it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.reports.actions import reports
from meetings.reports.forms import ReportForm
from meetings.reports.models import Report
from meetings.reports.review import notified, review_of, sections_of_review
from meetings.reports.submissions import parts_of, subject_of
from meetings.reports.views.lookups import report_or_404
from meetings.reports.views.pages import draft_page
from meetings.views.lookups import meeting_of
from meetings.wording import date_range
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.approval import approval_page
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import is_approver
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report as the rows say, also beside its release; POST begins one."""
    meeting = meeting_of(request, slug)
    if request.method != "POST":
        return draft_page(request, report_or_404(meeting))
    reports.draft_report(meeting, by=signed_in(request))
    return redirect("meetings:report_write", meeting.slug)


@allow(EDITORS, "GET", "POST")
def write(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    report = report_or_404(meeting)
    form = ReportForm(request.POST or None, instance=report)
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
        messages.error(request, _("The report is published: begin a correction before changing it."))
    except reports.SubmittedError:
        messages.error(request, _("The report waits for approval: take it back before changing it."))
    else:
        messages.success(request, _("Saved. Submit it when it is ready for approval."))
    return redirect(report.draft_url)


@allow(EDITORS, "POST")
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    report = report_or_404(meeting_of(request, slug))
    reports.submit_report(report.pk, by=signed_in(request))
    messages.success(request, _("Submitted. A second person approves it, after the last day of the meeting."))
    return redirect(report.draft_url)


@allow(EDITORS, "POST")
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    report = report_or_404(meeting_of(request, slug))
    reports.take_back_report(report.pk, by=signed_in(request))
    messages.success(request, _("It no longer waits for approval and can be written again."))
    return redirect(report.draft_url)


@allow(EDITORS, "GET", "POST")
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed, is empty and becomes public; approve the report as read, or send it back."""
    report = report_or_404(meeting_of(request, slug))
    submission = submissions.open_submission(subject_of(report))
    if request.method == "POST":
        return _decided(request, report, submission)
    if report.is_released or submission is None:
        return redirect(report.draft_url)
    return _approval(request, report, submission)


def _decided(request: HttpRequest, report: Report, submission: Submission | None) -> HttpResponse:
    slug = report.meeting.slug
    if not is_approver(request.user):
        raise Http404
    if report.is_released or submission is None:
        return redirect(report.draft_url)
    try:
        if request.POST.get("decision") == "send_back":
            return _sent_back(request, report)
        reports.release_report(report.pk, read=request.POST.get("fingerprint", ""), by=signed_in(request))
    except submissions.NoRemarkError:
        return _approval(request, report, submission, error=_("Write what is to be changed."))
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
        return redirect("meetings:report_release", slug)
    messages.success(request, _("Approved and published. The documents are being made."))
    return redirect("meetings:report", slug)


_REFUSALS: dict[type[Exception], Promise] = {
    reports.UnreadError: gettext_lazy(
        "The report changed since you opened it: read it once more, then approve it."
    ),
    reports.SecondPersonError: gettext_lazy(
        "You wrote or submitted it: a second person approves the report."
    ),
    reports.NotSubmittedError: gettext_lazy("It was taken back meanwhile: nothing waits for approval."),
    reports.NotEndedError: gettext_lazy(
        "The meeting has not ended: its report is approved after the last day."
    ),
}


def _sent_back(request: HttpRequest, report: Report) -> HttpResponse:
    reports.send_back_report(report.pk, remark=request.POST.get("remark", ""), by=signed_in(request))
    messages.success(request, _("Sent back with your remark. It can be written again."))
    return redirect(report.draft_url)


def _approval(
    request: HttpRequest, report: Report, submission: Submission, *, error: str = ""
) -> HttpResponse:
    meeting, review = report.meeting, review_of(report)
    pdf = reverse("meetings:report_pdf", args=[meeting.slug])
    context = {
        "meeting": meeting,
        "review": review,
        "approval": approval_page(
            submission,
            parts_of(report),
            request.user,
            refusal=_refusal(request, report),
            sections=[*sections_of_review(review), notified(submission)],
        ),
        "heading": _("Approve the report"),
        "facts": f"{meeting.title}, {date_range(meeting)}",
        "tools": [
            Button(_("Report as PDF"), f"{pdf}?copy=public&draft=yes"),
            Button(_("History"), reverse("meetings:history", args=[meeting.slug])),
        ],
        "text_url": report.draft_url,
        "fingerprint": reports.as_read(meeting),
        "approve_label": _("Approve and publish"),
        "after": _(
            "You wrote none of this text. Once published, a correction makes Rev.1 and this release stays"
            " readable."
        ),
        "form_error": error,
        "typed": request.POST.get("remark", ""),
    }
    return render(request, "meetings/reports/approve.html", context, status=422 if error else 200)


def _refusal(request: HttpRequest, report: Report) -> str:
    """Say why nobody can approve it now, or not this person who wrote last; empty for all others."""
    meeting = report.meeting
    if not meeting.has_ended and meeting.last_day is None:
        return _(
            "The meeting has no days. Give it its days, or set its stage to held; then its report can be"
            " approved."
        )
    if not meeting.has_ended and meeting.last_day is not None:
        day = date_format(meeting.last_day, "j F Y")
        return _("The meeting lasts until %(day)s. Its report can be approved after that day.") % {"day": day}
    if report.edited_by_id == request.user.pk:
        return _("You wrote last: a second person approves the report.")
    return ""


@allow(EDITORS, "POST")
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    reports.correct_report(report_or_404(meeting).pk, by=signed_in(request))
    messages.success(
        request, _("The correction is a draft. What was published is read until the correction is approved.")
    )
    return redirect("meetings:report_draft", meeting.slug)


@allow(EDITORS, "POST")
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    reports.discard_correction(report_or_404(meeting).pk, by=signed_in(request))
    messages.success(request, _("The correction is discarded. The text is that of the release again."))
    return redirect("meetings:report", meeting.slug)
