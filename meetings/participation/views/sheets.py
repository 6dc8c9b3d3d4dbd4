"""Lists of participants as spreadsheets."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation import register
from meetings.participation.attendance import attendance_of
from meetings.participation.permissions import may_see_emails, may_see_people
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.audit.views import Export, export
from nfp_portal.ui.downloads import sheet


@allow(ANYONE)
@export
def participants(request: HttpRequest, slug: str, kind: str) -> HttpResponse | Export:
    """Send the list as csv or xlsx; one that names people, unless `?people=no`, is an export."""
    meeting = meeting_of(request, slug)
    if may_see_people(request.user) and request.GET.get("people") != "no":
        with_emails = may_see_emails(request.user)
        return export_of(meeting, kind, lambda: _with_people(meeting, kind, with_emails=with_emails))
    groups = register.list_of_participants(attendance_of(meeting), with_people=False)
    return _sheet(meeting, kind, register.head_without_people(), register.rows_without_people(groups))


def _with_people(meeting: Meeting, kind: str, *, with_emails: bool) -> HttpResponse:
    groups = register.list_of_participants(attendance_of(meeting), with_people=True)
    rows = register.rows_with_people(groups, with_emails=with_emails)
    return _sheet(meeting, kind, register.head_with_people(with_emails=with_emails), rows)


def _sheet(meeting: Meeting, kind: str, head: list[str], rows: Any) -> HttpResponse:
    return sheet(kind, head, list(rows), name=f"participants-{meeting.slug}", title=_("Participants"))


def export_of(meeting: Meeting, kind: str, file: Callable[[], HttpResponseBase]) -> Export:
    """Return a file that names the participants, as the audit trail calls it."""
    return Export(f"participants:{meeting.key}", kind, file)
