"""What is done with rows of the agenda's table: save, shift, move to a day, duplicate."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.actions.parts import ClockChangeError, RemovedError
from meetings.agenda.actions.rows import (
    DayFullError,
    NoRoomError,
    add_row,
    change_row,
    duplicate_row,
    move_to_day,
    shift_following,
)
from meetings.agenda.forms import DayForm, RowForm, ShiftForm
from meetings.agenda.lines import add_url
from meetings.agenda.timetable import next_begin
from meetings.agenda.views.table import show_table
from meetings.models import AgendaItem, Meeting
from meetings.ordering import PastMidnightError
from meetings.views.conflicts import refuse_published, with_conflict
from meetings.views.kinds import AGENDA
from meetings.views.lookups import meeting_of
from meetings.wording import clock_times
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions

ANOTHER, NEXT = "another", "next"


@allow(EDITORS, "POST")
def add(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = RowForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _refuse(request, meeting, form)
    shift = form.cleaned_data["shift"] or 0
    try:
        item = add_row(meeting, form.cleaned_data["key"], form.facts(), shift=shift, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except _WITHOUT_ROOM as refusal:
        return _refuse(request, meeting, _with_refusal(form, refusal))
    return redirect(_after(request, item))


@allow(EDITORS, "POST")
def save(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    item = _item(meeting, key)
    form = RowForm(request.POST, instance=item, meeting=meeting)
    if not form.is_valid():
        return _refuse(request, meeting, form)
    try:
        item = _change(request, item, form)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except RemovedError as removed:
        raise Http404 from removed
    except ReleasedError:
        return refuse_published(request, meeting)
    except _WITHOUT_ROOM as refusal:
        return _refuse(request, meeting, _with_refusal(form, refusal))
    return redirect(_after(request, item))


def _change(request: HttpRequest, item: AgendaItem, form: RowForm) -> AgendaItem:
    """Change what was changed; a row that is saved as it was opened is no new revision."""
    if not form.changes():
        return item
    shift, revision = form.cleaned_data["shift"] or 0, form.cleaned_data["revision"]
    return change_row(item, form.changes(), shift=shift, revision=revision, by=signed_in(request))


def _item(meeting: Meeting, key: UUID) -> AgendaItem:
    item: AgendaItem = get_object_or_404(meeting.items.with_people(), key=key)
    return item


def _refuse(request: HttpRequest, meeting: Meeting, form: RowForm) -> HttpResponse:
    return show_table(
        request, meeting, list(meeting.items.in_order().with_people().with_papers(Audience)), form
    )


_WITHOUT_ROOM = (PastMidnightError, NoRoomError, ClockChangeError, IntegrityError)


def _with_refusal(form: RowForm, refusal: Exception) -> RowForm:
    """Say at the length why what follows could not make room."""
    if isinstance(refusal, IntegrityError):
        return with_conflict(form)
    form.add_error("minutes", _in_words(refusal))
    return form


def _in_words(refusal: Exception) -> str:
    if isinstance(refusal, PastMidnightError):
        message = _("“%(title)s” would begin on another day: change its times instead.")
        return message % {"title": refusal.item.title}
    if isinstance(refusal, NoRoomError):
        values = {"title": refusal.item.title, "other": refusal.other.title}
        return _("“%(title)s” would meet “%(other)s”.") % values
    return str(_REFUSALS[type(refusal)])


_REFUSALS = {
    IntegrityError: gettext_lazy("Another item of the agenda has the time it would get."),
    ClockChangeError: gettext_lazy("The clocks change at the time it would get: change its times instead."),
    DayFullError: gettext_lazy("That day ends before it could begin: change its day and times instead."),
}


def _after(request: HttpRequest, item: AgendaItem) -> str:
    """Return where to go on: the row, a new one after it, the next one, or what a link of the table opens."""
    page, then = AGENDA.page_url(item.meeting), request.POST.get("then", "")
    if then.startswith(("?", f"{page}?")):
        return f"{page}?{then.partition('?')[2]}"
    if then not in {ANOTHER, NEXT}:
        return f"{page}?{urlencode({'at': item.key})}#{AGENDA.anchor(item)}"
    following = _following(item) if then == NEXT else None
    if following is not None:
        return f"{page}?{urlencode({'edit': following.key})}#{AGENDA.anchor(following)}"
    begins = next_begin([item]) if item.begins else None
    return add_url(item.meeting, item.day, {"begins": f"{begins:%H:%M}"} if begins else {})


def _following(item: AgendaItem) -> AgendaItem | None:
    """Return the item after this one on its day."""
    rows = list(item.meeting.items.filter(day=item.day).in_order())
    index = [row.pk for row in rows].index(item.pk)
    return rows[index + 1] if index + 1 < len(rows) else None


@allow(EDITORS, "POST")
def shift(request: HttpRequest, slug: str) -> HttpResponse:
    """Move an item and all that follows on its day by so many minutes."""
    meeting = meeting_of(request, slug)
    form = ShiftForm(request.POST, meeting=meeting, auto_id="id_shift_%s")
    items = list(meeting.items.in_order().with_people().with_papers(Audience))
    if not form.is_valid():
        return show_table(request, meeting, items, shift_form=form)
    item, minutes = form.cleaned_data["start"], form.cleaned_data["minutes"]
    try:
        event = shift_following(item, minutes, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except _WITHOUT_ROOM as refusal:
        form.add_error("minutes", _in_words(refusal))
        return show_table(request, meeting, items, shift_form=form)
    message = ngettext(
        "Shifted by %(minutes)d minute: %(title)s and what follows.",
        "Shifted by %(minutes)d minutes: %(title)s and what follows.",
        abs(minutes),
    )
    _offer_undo(request, item, event, message % {"minutes": minutes, "title": item})
    return redirect(AGENDA.list_url(item))


@allow(EDITORS, "POST")
def to_day(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    item = _item(meeting, key)
    form = DayForm(request.POST, meeting=meeting)
    if not form.is_valid() or form.cleaned_data["day"] == item.day:
        return redirect(AGENDA.list_url(item))
    try:
        moved, event = move_to_day(item, form.cleaned_data["day"], by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except tuple(_REFUSALS) as refusal:
        messages.error(request, _in_words(refusal))
    else:
        day = date_format(form.cleaned_data["day"], "l j F")
        values = {"title": moved, "day": day, "times": clock_times(moved)}
        timed, untimed = _("%(title)s is now on %(day)s, %(times)s."), _("%(title)s is now on %(day)s.")
        message = timed if moved.begins else untimed
        _offer_undo(request, moved, event, message % values)
    return redirect(AGENDA.list_url(item))


@allow(EDITORS, "POST")
def duplicate(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Add a copy and open it."""
    meeting = meeting_of(request, slug)
    item = _item(meeting, key)
    try:
        added = duplicate_row(item, uuid4(), by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except tuple(_REFUSALS) as refusal:
        messages.error(request, _in_words(refusal))
        return redirect(AGENDA.list_url(item))
    return redirect(f"{AGENDA.page_url(meeting)}?{urlencode({'edit': added.key})}#{AGENDA.anchor(added)}")


def _offer_undo(request: HttpRequest, item: Any, event: int, message: str) -> None:
    messages.success(request, message, extra_tags=f"undo:{AGENDA.undo_url(item, event)}")
