"""Lists of participants as spreadsheets."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation import register
from meetings.participation.attendance import attendance_of
from meetings.participation.corrections import list_status
from meetings.participation.permissions import may_see_emails, may_see_people
from meetings.permissions import may_edit
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.audit.actions import NOT_GIVEN, reason_in
from nfp_portal.audit.views import Export, export
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.spreadsheets import Cell


@allow(ANYONE)
@export
def participants(request: HttpRequest, slug: str, kind: str) -> HttpResponse | Export:
    """Send the list as csv or xlsx; one that names people, unless `?people=no`, is an export.

    E-mail addresses leave only with the reason what they are for.
    """
    meeting = meeting_of(request, slug)
    if may_see_people(request.user) and request.GET.get("people") != "no":
        has_reason = reason_in(request.GET)["reason"] != NOT_GIVEN
        with_emails = has_reason and may_see_emails(request.user)
        shows_waiting = may_edit(request.user)
        return export_of(
            meeting,
            kind,
            lambda: _with_people(meeting, kind, with_emails=with_emails, shows_waiting=shows_waiting),
        )
    groups = register.list_of_participants(attendance_of(meeting), with_people=False)
    status = list_status(meeting).in_words(is_restricted=False)
    return _sheet(meeting, kind, register.head_without_people(), register.rows_without_people(groups), status)


def _with_people(meeting: Meeting, kind: str, *, with_emails: bool, shows_waiting: bool) -> HttpResponse:
    groups = register.list_of_participants(attendance_of(meeting), with_people=True)
    rows = list(register.rows_with_people(groups, with_emails=with_emails))
    head = register.head_with_people(with_emails=with_emails)
    waiting = list(register.rows_of_waiting_list(meeting, with_emails=with_emails)) if shows_waiting else []
    if waiting:
        head, rows = [*head, _("Waiting list")], [*([*row, None] for row in rows), *waiting]
    status = list_status(meeting).in_words(is_restricted=True)
    return _sheet(meeting, kind, head, rows, status)


def _sheet(
    meeting: Meeting, kind: str, head: list[str], rows: Iterable[list[Cell]], status: str
) -> HttpResponse:
    """Each line says how far the list is, so that lines that are copied elsewhere say it too."""
    if status:
        head, rows = [*head, _("List")], [[*row, status] for row in rows]
    return sheet(kind, head, list(rows), name=f"participants-{meeting.slug}", title=_("Participants"))


def export_of(meeting: Meeting, kind: str, file: Callable[[], HttpResponseBase]) -> Export:
    """Return a file that names the participants, as the audit trail calls it."""
    return Export(f"participants:{meeting.key}", kind, file)
