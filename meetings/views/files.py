"""The documents of a meeting as files: calendar, data, spreadsheet, PDF."""

from collections.abc import Callable
from uuid import UUID

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from meetings import register
from meetings.calendars import CONTENT_TYPE, calendar_of_agenda, calendar_of_meetings
from meetings.data import agenda_as_data
from meetings.models import Meeting, attendance_of
from meetings.pdf import MeetingDocument
from meetings.permissions import Document, may_read_document, may_see_emails, may_see_people
from meetings.views.found import copy_asked_for, meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.accounts.audience import Audience
from nfp_portal.audit.views import Export, export
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import views as renderings
from nfp_portal.ui.downloads import attachment, sheet, stored_file
from nfp_portal.ui.spreadsheets import Cell


@allow(ANYONE)
def calendar(request: HttpRequest) -> HttpResponse:
    meetings = Meeting.objects.visible_to(request.user).with_place().newest_first()
    told = calendar_of_meetings(meetings, _("National Focal Points Network"))
    return HttpResponse(told, content_type=CONTENT_TYPE)


@allow(ANYONE)
def agenda_ics(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    items = meeting.items.visible_to(request.user).in_order()
    return attachment(calendar_of_agenda(meeting, items), CONTENT_TYPE, f"agenda-{meeting.slug}.ics")


@allow(ANYONE)
def agenda_json(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    items = meeting.items.visible_to(request.user).in_order()
    return JsonResponse(agenda_as_data(meeting, items), json_dumps_params={"ensure_ascii": False})


@allow(ANYONE)
@export
def participants_csv(request: HttpRequest, slug: str) -> HttpResponse | Export:
    return _list(request, slug, "csv")


@allow(ANYONE)
@export
def participants_xlsx(request: HttpRequest, slug: str) -> HttpResponse | Export:
    return _list(request, slug, "xlsx")


def _list(request: HttpRequest, slug: str, kind: str) -> HttpResponse | Export:
    """The list of participants; one that names them, unless `?people=no`, is an export."""
    meeting = meeting_of(request, slug)
    if may_see_people(request.user) and request.GET.get("people") != "no":
        with_emails = may_see_emails(request.user)
        return _export(meeting, kind, lambda: _with_people(meeting, kind, with_emails=with_emails))
    groups = register.list_of_participants(attendance_of(meeting), with_people=False)
    rows = list(register.rows_without_people(groups))
    return _sheet(meeting, kind, register.head_without_people(), rows)


def _with_people(meeting: Meeting, kind: str, *, with_emails: bool) -> HttpResponse:
    groups = register.list_of_participants(attendance_of(meeting), with_people=True)
    rows = list(register.rows_with_people(groups, with_emails=with_emails))
    return _sheet(meeting, kind, register.head_with_people(with_emails=with_emails), rows)


def _sheet(meeting: Meeting, kind: str, head: list[str], rows: list[list[Cell]]) -> HttpResponse:
    return sheet(kind, head, rows, name=f"participants-{meeting.slug}", title=_("Participants"))


def _export(meeting: Meeting, kind: str, file: Callable[[], HttpResponseBase]) -> Export:
    return Export(f"participants:{meeting.key}", kind, file)


@allow(ANYONE)
@export
def agenda_pdf(request: HttpRequest, slug: str) -> HttpResponseBase | Export:
    return _document(request, slug, Document.AGENDA)


@allow(ANYONE)
@export
def report_pdf(request: HttpRequest, slug: str) -> HttpResponseBase | Export:
    return _document(request, slug, Document.REPORT)


@allow(ANYONE)
@export
def participants_pdf(request: HttpRequest, slug: str) -> HttpResponseBase | Export:
    return _document(request, slug, Document.PARTICIPANTS)


def _document(request: HttpRequest, slug: str, document: Document) -> HttpResponseBase | Export:
    """The PDF of the document's content of now, or its progress; a copy that names people is an export."""
    meeting = meeting_of(request, slug)
    audience = copy_asked_for(request)
    if not may_read_document(request.user, meeting, document, audience):
        raise Http404
    if document.names_people(audience):
        kind = "pdf" if document == Document.PARTICIPANTS else f"{document} pdf"
        return _export(meeting, kind, lambda: _pdf(request, meeting, document, audience))
    return _pdf(request, meeting, document, audience)


def _pdf(request: HttpRequest, meeting: Meeting, document: Document, audience: Audience) -> HttpResponseBase:
    name = f"{document}-{meeting.slug}.pdf"
    return renderings.pdf(request, MeetingDocument(meeting, document, audience), name)


@allow(ANYONE)
def paper(request: HttpRequest, slug: str, key: UUID) -> FileResponse:
    """The file of a paper, for whoever may see the paper; it is saved, never shown inside the portal."""
    meeting = meeting_of(request, slug)
    found = get_object_or_404(meeting.papers.visible_to(request.user), key=key)
    if not found.file:
        raise Http404
    return stored_file(found.file, found.file_name)


@allow(ANYONE)
def rendering(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """How far a rendering is, for whoever may read the document."""
    meeting = meeting_of(request, slug)
    job = get_object_or_404(Job, key=key, kind=MeetingDocument.kind, subject=str(meeting.key))
    document = MeetingDocument.of(job)
    if not may_read_document(request.user, meeting, document.document, document.audience):
        raise Http404
    return renderings.progress(request, document, job, status=200)
