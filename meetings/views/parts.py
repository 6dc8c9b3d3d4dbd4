"""Editors add, change, move and remove the parts of a meeting; one way for all kinds of parts."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import forms
from meetings.actions.parts import (
    ClockChangeError,
    GoneError,
    ReleasedError,
    add_part,
    change_part,
    move_part,
    remove_part,
)
from meetings.models import AgendaItem, Conclusion, Meeting, Objective, Paper, Participant
from meetings.ordering import PastMidnightError
from meetings.views.found import meeting_of
from meetings.views.stale import outrun
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions

FARTHEST = 500


@dataclass(frozen=True)
class PartOfMeeting:
    """How one kind of part is changed, and at which page of the meeting it is seen."""

    model: type[models.Model]
    form: type[Any]
    one: Promise
    page: str
    is_ordered: bool = True

    def address(self, meeting: Meeting) -> str:
        return reverse(f"meetings:{self.page}", args=[meeting.slug])


PARTS = {
    "objectives": PartOfMeeting(Objective, forms.ObjectiveForm, gettext_lazy("Objective"), "meeting"),
    "agenda": PartOfMeeting(AgendaItem, forms.AgendaItemForm, gettext_lazy("Agenda item"), "arrange"),
    "papers": PartOfMeeting(Paper, forms.PaperForm, gettext_lazy("Paper"), "meeting"),
    "conclusions": PartOfMeeting(Conclusion, forms.ConclusionForm, gettext_lazy("Conclusion"), "report"),
    "participants": PartOfMeeting(
        Participant, forms.ParticipantForm, gettext_lazy("Participant"), "participants", is_ordered=False
    ),
}


@allow(EDITORS, "GET", "POST")
def add(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    meeting, kind = meeting_of(request, slug), PARTS[part]
    form = kind.form(request.POST or None, request.FILES or None, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, kind)
    try:
        add_part(kind.model, meeting, form.cleaned_data["key"], form.facts(), by=signed_in(request))
    except ReleasedError:
        return released(request, meeting)
    except IntegrityError:
        return _form(request, outrun(form), kind)
    messages.success(request, _("Added."))
    return redirect(kind.address(meeting))


@allow(EDITORS, "GET", "POST")
def edit(request: HttpRequest, slug: str, part: str, key: UUID) -> HttpResponse:
    meeting, kind = meeting_of(request, slug), PARTS[part]
    row = _row(kind, meeting, key)
    form = kind.form(request.POST or None, request.FILES or None, instance=row, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, kind, row=_row(kind, meeting, key))
    try:
        change_part(row, form.changes(), revision=form.cleaned_data["revision"], by=signed_in(request))
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except GoneError as gone:
        raise Http404 from gone
    except ReleasedError:
        return released(request, meeting)
    except IntegrityError:
        return _form(request, outrun(form), kind, row=_row(kind, meeting, key))
    messages.success(request, _("Saved."))
    return redirect(kind.address(meeting))


@allow(EDITORS, "GET", "POST")
def remove(request: HttpRequest, slug: str, part: str, key: UUID) -> HttpResponse:
    """Ask first; removing what is gone already is no error."""
    meeting, kind = meeting_of(request, slug), PARTS[part]
    row = _rows(kind, meeting).filter(key=key).first()
    if request.method != "POST":
        context = {"meeting": meeting, "row": get_object_or_404(_rows(kind, meeting), key=key), "kind": kind}
        return render(request, "meetings/part_remove.html", context | {"cancel_url": kind.address(meeting)})
    try:
        if row is not None:
            remove_part(row, by=signed_in(request))
    except ReleasedError:
        return released(request, meeting)
    messages.success(request, _("Removed."))
    return redirect(kind.address(meeting))


@allow(EDITORS, "POST")
def move(request: HttpRequest, slug: str, part: str, key: UUID) -> HttpResponse:
    """Move up or down by `steps` places (default 1)."""
    meeting, kind = meeting_of(request, slug), PARTS[part]
    try:
        move_part(_row(kind, meeting, key), _steps(request), by=signed_in(request))
    except GoneError as gone:
        raise Http404 from gone
    except ReleasedError:
        return released(request, meeting)
    except IntegrityError:
        messages.error(request, _("Another item of the agenda has the time it would get."))
    except PastMidnightError as late:
        words = {"title": late.item.title}
        messages.error(
            request, _("“%(title)s” would begin after midnight: change its times instead.") % words
        )
    except ClockChangeError:
        messages.error(request, _("The clocks change at the time it would get: change its times instead."))
    return redirect(f"{kind.address(meeting)}#{part}-{key}")


def _steps(request: HttpRequest) -> int:
    typed = request.POST.get("steps", "1")
    steps = min(int(typed), FARTHEST) if typed.isdecimal() else 1
    return -steps if request.POST.get("direction") == "up" else steps


def _rows(kind: PartOfMeeting, meeting: Meeting) -> models.QuerySet[Any]:
    return kind.model._default_manager.filter(meeting=meeting)  # noqa: SLF001 - Django's documented name


def _row(kind: PartOfMeeting, meeting: Meeting, key: UUID) -> Any:
    return get_object_or_404(_rows(kind, meeting), key=key)


def _form(request: HttpRequest, form: Any, kind: PartOfMeeting, row: Any = None) -> HttpResponse:
    meeting = form.instance.meeting
    context = {"form": form, "meeting": meeting, "kind": kind, "row": row}
    context["cancel_url"] = kind.address(meeting)
    return render(request, "meetings/part_form.html", context, status=422 if form.is_bound else 200)


def released(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say that a released report holds its meeting's parts as they are."""
    messages.error(request, _("The report is published: take it back to a draft before changing it."))
    return redirect("meetings:report", meeting.slug)
