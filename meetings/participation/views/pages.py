"""The list of participants."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.participation.attendance import attendance_of, sentence_of
from meetings.participation.corrections import ListStatus, list_status
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.models import UNDECIDED, ChangeRequest, Participant, Status
from meetings.participation.permissions import may_see_emails, may_see_people
from meetings.participation.register import list_of_participants
from meetings.participation.tables import Columns, table_of_group
from meetings.participation.tiles import attendance_tiles
from meetings.participation.views.sheets import export_of
from meetings.participation.waiting_lists import seats_of_meeting
from meetings.participation.wording import people_in, publication_notice
from meetings.permissions import may_change_parts
from meetings.sections import Column, Section, sections_of
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.audit.views import Export, export
from nfp_portal.ui.buttons import Button


@allow(ANYONE)
@export
def participants(request: HttpRequest, slug: str) -> HttpResponse | Export:
    """Show the list; with e-mail addresses it is an export, which counts once however long it is."""
    shown = meeting_of(request, slug)
    if "purpose" in request.GET and may_see_emails(request.user):
        return export_of(shown, "page", lambda: _page(request, shown, with_emails=True))
    return _page(request, shown, with_emails=False)


def _page(request: HttpRequest, shown: Meeting, *, with_emails: bool) -> HttpResponse:
    user = request.user
    columns = Columns(names=may_see_people(user), emails=with_emails, change=may_change_parts(user, shown))
    attendance, status = attendance_of(shown), list_status(shown)
    register = list_of_participants(attendance, with_people=columns.names)
    people = [person for group in register for each in group.delegations for person in each.people]
    others = _not_listed(shown, people) if columns.change else []
    context = {
        "meeting": shown,
        "list_status": status.in_words(is_restricted=columns.names),
        "requested": _requested(shown) if columns.change else [],
        "notice": _notice(shown, sum(group.number for group in register) if columns.names else None),
        "sentence": sentence_of(attendance),
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "groups": [
            (group.category.label, people_in(group), table_of_group(group, columns)) for group in register
        ],
        "offered": list(_buttons(shown, columns, status, may_ask=may_see_emails(user))),
        "sections": [*_seats(shown, columns), *sections_of(Column.PARTICIPANTS, shown, user)],
        "others": [(person, _edit_url(person)) for person in others],
        "is_empty": shown.has_ended and not register,
        "invented": any(person.is_demonstration for person in people),
        "updated_at": shown.updated_at,
    }
    return render(request, "meetings/participation/participants.html", context)


def _seats(shown: Meeting, columns: Columns) -> list[Section]:
    section = seats_of_meeting(shown) if columns.change else None
    return [section] if section else []


def _requested(shown: Meeting) -> list[tuple[str, str, str]]:
    """Return who requests a change of the list, what, and where it is done."""
    waiting = ChangeRequest.objects.of_meeting(shown).waiting().with_bodies()
    return [(each.who, each.text, MeetingDelegation(shown, each.body).url) for each in waiting]


def _notice(shown: Meeting, registered: int | None) -> str:
    """Say before the end how many are registered, and when the list is published."""
    published = publication_notice(shown)
    if not published or registered is None:
        return published
    people = ngettext("%(number)d person is registered.", "%(number)d persons are registered.", registered)
    return " ".join([people % {"number": registered}, published])


def _buttons(shown: Meeting, columns: Columns, status: ListStatus, *, may_ask: bool) -> Iterator[Button]:
    if columns.change:
        yield from _editing_buttons(shown, status)
    xlsx, csv, pdf = (_file(shown, kind) for kind in ("xlsx", "csv", "pdf"))
    if columns.names:
        yield Button(_("Excel, with names"), f"{xlsx}?purpose=ask")
        yield Button(_("CSV, with names"), f"{csv}?purpose=ask")
    if may_ask:
        yield Button(_("PDF, with names"), f"{pdf}?copy=focal_points&purpose=ask")
    if may_ask and not columns.emails:
        page = reverse("meetings:participants", args=[shown.slug])
        yield Button(_("Show the e-mail addresses"), f"{page}?purpose=ask")
    if shown.has_ended:
        yield Button(_("Excel, without names"), f"{xlsx}?people=no")
        yield Button(_("CSV, without names"), f"{csv}?people=no")
        yield Button(_("PDF, without names"), f"{pdf}?copy=public")


def _editing_buttons(shown: Meeting, status: ListStatus) -> Iterator[Button]:
    if shown.has_begun:
        yield Button(_("Mark who took part"), reverse("meetings:attendance", args=[shown.slug]), "")
    style = "quiet" if shown.has_begun else ""
    undecided = shown.participants.filter(status__in=UNDECIDED)
    if not shown.has_ended and undecided.exists():
        label = _("Select participants") if shown.takes_nominations else _("Accept participants")
        yield Button(label, reverse("meetings:accept", args=[shown.slug]), "quiet")
    yield Button(_("Add people of a delegation"), reverse("meetings:delegations", args=[shown.slug]), style)
    yield Button(_("Add a participant"), reverse("meetings:participants_add", args=[shown.slug]), "quiet")
    if shown.has_ended:
        yield from _final_button(shown, status)


def _final_button(shown: Meeting, status: ListStatus) -> Iterator[Button]:
    """Offer what makes the list final: first the day for corrections, then the act."""
    if status.until is None:
        yield Button(_("Set the day for corrections"), reverse("meetings:dates", args=[shown.slug]))
    elif status.final_on is None:
        final = reverse("meetings:participants_final", args=[shown.slug])
        yield Button(_("Make the list final"), final, fields={})


def _file(shown: Meeting, kind: str) -> str:
    return reverse(f"meetings:participants_{kind}", args=[shown.slug])


def _not_listed(shown: Meeting, people: list[Participant]) -> list[Participant]:
    """Return whom list and waiting list leave out: who withdrew, and after the end who is not marked."""
    others = shown.participants.exclude(status=Status.WAITING)
    return list(others.exclude(pk__in=[person.pk for person in people]).with_bodies())


def _edit_url(person: Participant) -> str:
    return reverse("meetings:participants_edit", args=[person.meeting.slug, person.key])
