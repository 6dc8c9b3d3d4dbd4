"""What was published: the page and the file of each release, and names taken out of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.views.sheets import export_of
from meetings.permissions import may_edit, widest_audience
from meetings.reports.actions import releases
from meetings.reports.content import Content
from meetings.reports.documents import ReleaseDocument
from meetings.reports.follow_up import follow_up_of
from meetings.reports.forms import ErasureForm
from meetings.reports.models import Release, ReleaseCopy, Report
from meetings.reports.permissions import Document, may_correct, may_erase, may_read_document
from meetings.reports.views.lookups import report_or_404, requested_copy
from meetings.reports.views.progress import renderings_of
from meetings.views.lookups import meeting_of
from meetings.wording import compiled_from_records
from nfp_portal.accounts.access import ANYONE, EDITORS, account_of, allow, signed_in
from nfp_portal.accounts.audience import Audience
from nfp_portal.audit.views import Export, export, for_job
from nfp_portal.renderings import views as renderings
from nfp_portal.revisions.changes import Change, changes_between
from nfp_portal.ui.buttons import Button


@allow(ANYONE)
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a release as it was, also when a later one took its place."""
    report = report_or_404(meeting_of(request, slug))
    copy = releases.copy_of(_release_or_404(report, number), widest_audience(request.user))
    assert copy is not None  # noqa: S101 - each release has a copy for each audience
    return release_page(request, report, copy)


def release_page(request: HttpRequest, report: Report, copy: ReleaseCopy) -> HttpResponse:
    shown, meeting = copy.release, report.meeting
    is_current = shown.pk == report.current_id
    context = {
        "meeting": meeting,
        "release": shown,
        "published": _published(shown),
        "replaced": "" if is_current else reverse("meetings:report", args=[meeting.slug]),
        "body": SafeString(Content.of(copy).page),  # our templates made it
        "copy_note": _copy_note(copy),
        "changes": _changes(copy),
        "follow_up": follow_up_of(meeting, request.user),
        "offered": _buttons(request, report) if is_current else [],
        "downloads": _downloads(request, copy),
        "renderings": renderings_of(meeting) if is_current and may_edit(request.user) else [],
        "releases": [(each, _published(each), each.pk == shown.pk) for each in report.releases.all()],
        "updated_at": shown.released_at or meeting.updated_at,
    }
    return render(request, "meetings/reports/release.html", context)


def _published(shown: Release) -> str:
    if shown.released_at is None:
        return compiled_from_records(shown.report.meeting)
    day = date_format(localtime(shown.released_at), "j F Y")
    if not shown.number:
        return _("Published on %(day)s") % {"day": day}
    return _("%(name)s, published on %(day)s") % {"name": shown.name, "day": day}


def _copy_note(copy: ReleaseCopy) -> str:
    """Say why this copy took the place of the one that was published first; empty for that one."""
    if copy.version == 1:
        return ""
    values = {"day": date_format(localtime(copy.made_at), "j F Y"), "reason": copy.reason}
    return _("A name was removed on %(day)s: %(reason)s") % values


def _changes(copy: ReleaseCopy) -> list[Change]:
    """Return what this audience reads otherwise than in the release before; nothing for the first."""
    before = Release.objects.filter(report=copy.release.report_id, number=copy.release.number - 1).first()
    earlier = releases.copy_of(before, Audience(copy.audience)) if before else None
    return changes_between(earlier.parts, copy.parts).changed if earlier else []


def _buttons(request: HttpRequest, report: Report) -> list[Button]:
    slug, buttons = report.meeting.slug, []
    if may_correct(request.user, report):
        correct = reverse("meetings:report_correct", args=[slug])
        buttons.append(Button(_("Correct the report"), correct, "quiet", fields={}))
    elif may_edit(request.user):
        buttons.append(Button(_("Draft of the correction"), reverse("meetings:report_draft", args=[slug])))
    if may_erase(request.user, report):
        buttons.append(Button(_("Remove a name"), reverse("meetings:report_erase", args=[slug]), "quiet"))
    return buttons


def _downloads(request: HttpRequest, copy: ReleaseCopy) -> list[Button]:
    pdf = reverse("meetings:release_pdf", args=[copy.release.report.meeting.slug, copy.release.number])
    buttons = [Button(_("Report as PDF"), f"{pdf}?copy=public", "wide")]
    if widest_audience(request.user) == Audience.FOCAL_POINTS:
        url = f"{pdf}?copy=focal_points&purpose=ask"
        buttons.append(Button(_("Report for focal points, PDF"), url, "quiet wide"))
    return buttons


@allow(ANYONE)
@export
def pdf(request: HttpRequest, slug: str, number: int) -> HttpResponseBase | Export:
    """Send the file of a release; a copy that names people is an export."""
    meeting = meeting_of(request, slug)
    shown = _release_or_404(report_or_404(meeting), number)
    return file_of(request, meeting, shown, requested_copy(request))


def file_of(
    request: HttpRequest, meeting: Meeting, shown: Release | int | None, audience: Audience
) -> HttpResponseBase | Export:
    """Answer with the PDF of a release; 404 where this reader may not have the copy."""
    copy = releases.copy_of(shown, audience)
    if copy is None or not may_read_document(request.user, meeting, Document.REPORT, audience):
        raise Http404
    if Document.REPORT.names_people(audience):
        return export_of(meeting, f"{Document.REPORT} pdf", lambda: _file(request, copy))
    return _file(request, copy)


def _file(request: HttpRequest, copy: ReleaseCopy) -> HttpResponseBase:
    """Send the stored file, or show how far the worker is that makes it."""
    meeting, document = copy.release.report.meeting, ReleaseDocument(copy)
    number = f"-rev{copy.release.number}" if copy.release.number else ""
    name = f"report-{meeting.slug}{number}.pdf"
    if not copy.file:
        return for_job(renderings.pdf(request, document, name), copy.key)
    renderings.note_opened(document, by=account_of(request))
    return for_job(renderings.send(request, copy.path, copy.file_digest, name), copy.key)


def _release_or_404(report: Report, number: int) -> Release:
    return get_object_or_404(Release, report=report, number=number)


@allow(EDITORS, "GET", "POST")
def erase(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the name of somebody on the list out of what focal points read, for a reason that is kept."""
    report = report_or_404(meeting_of(request, slug))
    if not may_erase(request.user, report):
        raise Http404
    form = ErasureForm(request.POST or None, people=releases.people_of(report))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "meeting": report.meeting}
        return render(request, "meetings/reports/erase.html", context, status=422 if form.is_bound else 200)
    person, reason = form.cleaned_data["person"], form.cleaned_data["reason"]
    releases.erase_name(report, person, reason=reason, by=signed_in(request))
    messages.success(request, _("The name is removed. The copies for focal points are being made anew."))
    return redirect("meetings:report", report.meeting.slug)
