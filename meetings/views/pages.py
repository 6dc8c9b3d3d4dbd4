"""The pages everybody reads: all meetings, one meeting, its agenda, report and participants."""

from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from meetings import zones
from meetings.actions import renderings
from meetings.models import Meeting, Participant, Series, attendance_of
from meetings.models.attendance import sentence_of
from meetings.pdf import MeetingDocument
from meetings.permissions import (
    Document,
    may_edit,
    may_read_document,
    may_read_report,
    may_release,
    may_reopen,
    may_see_emails,
    may_see_people,
    report_of,
    widest_audience,
)
from meetings.programme import Day, by_day
from meetings.register import list_of_participants
from meetings.tiles import attendance_tiles
from meetings.views.found import meeting_of
from nfp_portal.accounts.access import ANYONE, allow, signed_in
from nfp_portal.accounts.audience import Audience
from nfp_portal.audit.actions import quota
from nfp_portal.audit.views import rate_limited
from nfp_portal.jobs.models import Job, State
from nfp_portal.ui.search import search_query

EARLIER_SHOWN = 6


@allow(ANYONE)
def meetings(request: HttpRequest) -> HttpResponse:
    query = search_query(request)
    found = Meeting.objects.visible_to(request.user).matching(query).with_place().newest_first()
    order = list(Series.values)
    in_series = sorted(found, key=lambda meeting: order.index(meeting.series))
    groups = [
        (Series(series).label, list(rows))
        for series, rows in groupby(in_series, lambda meeting: meeting.series)
    ]
    context = {
        "groups": groups,
        "query": query,
        "upcoming": Meeting.objects.visible_to(request.user).with_place().upcoming().first(),
        "may_edit": may_edit(request.user),
    }
    return render(request, "meetings/list.html", context)


@allow(ANYONE)
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    shown = meeting_of(request, slug)
    attendance = attendance_of(shown)
    report = report_of(shown)
    days = _days(request, shown)
    context = _head(request, shown) | {
        "days": days,
        "invented": _is_invented(days),
        "objectives": shown.objectives.visible_to(request.user),
        "papers": shown.papers.visible_to(request.user),
        "attendance": attendance,
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "report": report if may_read_report(request.user, report) else None,
        "may_draft": may_edit(request.user) and report is None,
        "others": _others(request, shown),
    }
    return render(request, "meetings/meeting.html", context)


def _head(request: HttpRequest, shown: Meeting) -> dict[str, Any]:
    """What each page of a meeting knows."""
    return {
        "meeting": shown,
        "may_edit": may_edit(request.user),
        "with_people": may_see_people(request.user),
        "reads_restricted": widest_audience(request.user) == Audience.FOCAL_POINTS,
        "agenda_is_open": may_read_document(request.user, shown, Document.AGENDA, Audience.ALL),
        "updated_at": shown.updated_at,
    }


def _days(request: HttpRequest, shown: Meeting) -> list[Day]:
    return by_day(shown, shown.items.visible_to(request.user).in_order())


def _is_invented(days: list[Day]) -> bool:
    """Whether times or people of the agenda are demonstration data."""
    return any(item.is_demonstration for day in days for item in day.items)


def _others(request: HttpRequest, shown: Meeting) -> list[Meeting]:
    """Earlier meetings of the series, the last ones first."""
    same = Meeting.objects.visible_to(request.user).filter(series=shown.series).exclude(pk=shown.pk)
    if shown.starts_on is not None:
        same = same.filter(starts_on__lt=shown.starts_on)
    return list(same.newest_first()[:EARLIER_SHOWN])


@allow(ANYONE)
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The agenda alone; `?zone=Asia/Almaty` adds the times of that zone without any script."""
    shown, asked = meeting_of(request, slug), request.GET.get("zone", "")
    days = _days(request, shown)
    context = _head(request, shown) | {
        "days": days,
        "invented": _is_invented(days),
        "zone": ZoneInfo(asked) if zones.is_known(asked) else None,
        "zones": zones.choices(),
    }
    return render(request, "meetings/agenda.html", context)


@allow(ANYONE)
def agenda_item(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = meeting_of(request, slug)
    item = get_object_or_404(shown.items.visible_to(request.user), key=key)
    context = _head(request, shown) | {"day": by_day(shown, [item])[0], "item": item}
    return render(request, "meetings/agenda_item.html", context)


@allow(ANYONE)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    shown = meeting_of(request, slug)
    found = report_of(shown)
    if found is None or not may_read_report(request.user, found):
        raise Http404
    attendance = attendance_of(shown)
    context = _head(request, shown) | {
        "report": found,
        "objectives": shown.objectives.visible_to(request.user),
        "conclusions": shown.conclusions.visible_to(request.user),
        "sentence": sentence_of(attendance),
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "may_release": may_release(request.user, found),
        "may_reopen": may_reopen(request.user, found),
        "may_conclude": may_edit(request.user) and not found.is_released,
        "renderings": _renderings(shown) if may_edit(request.user) else [],
    }
    return render(request, "meetings/report.html", context)


def _renderings(shown: Meeting) -> list[dict[str, Any]]:
    """The documents asked for last, with how far each is."""
    return [
        {
            "label": renderings.label_of(job),
            "job": job,
            "result_url": _url_of(job, shown) if job.state == State.DONE else "",
        }
        for job in renderings.recent(shown)
    ]


def _url_of(job: Job, shown: Meeting) -> str:
    """Return the address of a finished document; one that names the participants asks for a reason first."""
    parameters = job.parameters
    document = MeetingDocument(shown, Document(parameters["document"]), Audience(parameters["audience"]))
    names_people = document.document.names_people(document.audience)
    return f"{document.url}&purpose=ask" if names_people else document.url


@allow(ANYONE)
@rate_limited
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    shown = meeting_of(request, slug)
    attendance = attendance_of(shown)
    context = _head(request, shown)
    register = list_of_participants(attendance, with_people=context["with_people"])
    people = [person for group in register for each in group.delegations for person in each.people]
    others = _not_listed(shown, people) if context["may_edit"] else []
    if may_see_emails(request.user):
        _note(request, shown, [*people, *others])
    context |= {
        "sentence": sentence_of(attendance),
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "register": register,
        "registered": sum(group.number for group in register),
        "others": others,
        "invented": any(person.is_demonstration for person in people),
        "with_emails": may_see_emails(request.user),
    }
    return render(request, "meetings/participants.html", context)


def _not_listed(shown: Meeting, people: list[Participant]) -> list[Participant]:
    """Whom the list leaves out, for editors: who withdrew, and once it has ended who is not marked."""
    return list(shown.participants.exclude(pk__in=[person.pk for person in people]).with_bodies())


def _note(request: HttpRequest, shown: Meeting, people: list[Participant]) -> None:
    """Count whose addresses the page shows, as a page of the directory does; each person once."""
    keys = {person.person_id or -person.pk for person in people if person.email}
    quota.count_listed(sorted(keys), by=signed_in(request), subject=f"participants:{shown.key}")
