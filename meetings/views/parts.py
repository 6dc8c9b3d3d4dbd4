"""Editors add, change, move and remove the parts of a meeting; one way for all kinds of parts."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.parts import (
    ClockChangeError,
    RemovedError,
    add_part,
    change_part,
    move_part,
    remove_part,
)
from meetings.models import Meeting
from meetings.ordering import PastMidnightError
from meetings.permissions import is_from_public_records
from meetings.views.conflicts import refuse_published, with_conflict
from meetings.views.histories import history_of_part
from meetings.views.kinds import PartOfMeeting
from meetings.views.lookups import meeting_of
from meetings.views.undoing import restore, undo
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button

MOST_STEPS = 500


@allow(EDITORS, "GET", "POST")
def add(request: HttpRequest, slug: str, kind: PartOfMeeting) -> HttpResponse:
    """Add a part; a form that was sent before, and is sent again after *Back*, changes what it added."""
    meeting = meeting_of(request, slug)
    form = kind.form(request.POST or None, request.FILES or None, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, kind)
    key = form.cleaned_data["key"]
    if not request.FILES and _rows(kind, meeting).filter(key=key).exists():
        edit_url = reverse(f"meetings:{kind.name}_edit", args=[meeting.slug, key])
        return redirect(edit_url, preserve_request=True)
    try:
        add_part(kind.model, meeting, key, form.facts(), by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except IntegrityError:
        return _form(request, with_conflict(form), kind)
    messages.success(request, _("Added."))
    return redirect(kind.page_url(meeting))


@allow(EDITORS, "GET", "POST")
def edit(request: HttpRequest, slug: str, kind: PartOfMeeting, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    row = _row(kind, meeting, key)
    form = kind.form(request.POST or None, request.FILES or None, instance=row, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, kind, row=_row(kind, meeting, key))
    try:
        change_part(row, form.changes(), revision=form.cleaned_data["revision"], by=signed_in(request))
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except RemovedError as removed:
        raise Http404 from removed
    except ReleasedError:
        return refuse_published(request, meeting)
    except IntegrityError:
        return _form(request, with_conflict(form), kind, row=_row(kind, meeting, key))
    messages.success(request, _("Saved."))
    return redirect(kind.page_url(meeting))


@allow(EDITORS, "GET", "POST")
def remove(request: HttpRequest, slug: str, kind: PartOfMeeting, key: UUID) -> HttpResponse:
    """Ask first; removing what is gone already is no error."""
    meeting = meeting_of(request, slug)
    if request.method != "POST":
        if is_from_public_records(meeting):
            return refuse_published(request, meeting)
        context = {"meeting": meeting, "row": _row(kind, meeting, key), "kind": kind}
        return render(request, "meetings/part_remove.html", context | {"cancel_url": kind.page_url(meeting)})
    row = _rows(kind, meeting).filter(key=key).first()
    try:
        if row is not None:
            remove_part(row, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    restore_url = reverse(f"meetings:{kind.name}_restore", args=[meeting.slug, key])
    message = _("Removed: %(title)s.") % {"title": kind.name_of(row) if row else kind.label}
    messages.success(request, message, extra_tags=f"undo:{restore_url}")
    return redirect(kind.page_url(meeting))


@allow(EDITORS, "POST")
def move(request: HttpRequest, slug: str, kind: PartOfMeeting, key: UUID) -> HttpResponse:
    """Move up or down by `steps` places (default 1)."""
    meeting = meeting_of(request, slug)
    row = _row(kind, meeting, key)
    try:
        event = move_part(row, _steps(request), by=signed_in(request))
    except RemovedError as removed:
        raise Http404 from removed
    except ReleasedError:
        return refuse_published(request, meeting)
    except PastMidnightError as late:
        message = _("“%(title)s” would begin after midnight: change its times instead.")
        messages.error(request, message % {"title": late.item.title})
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
    else:
        _say_moved(request, kind, row, event)
    return redirect(kind.list_url(row))


_REFUSALS: dict[type[Exception], Promise] = {
    IntegrityError: gettext_lazy("Another item of the agenda has the time it would get."),
    ClockChangeError: gettext_lazy("The clocks change at the time it would get: change its times instead."),
}


def _say_moved(request: HttpRequest, kind: PartOfMeeting, row: Any, event: int | None) -> None:
    if event is not None:
        undo_url = kind.undo_url(row, event)
        row.refresh_from_db()
        messages.success(request, kind.say_moved(row), extra_tags=f"undo:{undo_url}")


def _steps(request: HttpRequest) -> int:
    typed = request.POST.get("steps", "1")
    steps = min(int(typed), MOST_STEPS) if typed.isdecimal() else 1
    return -steps if request.POST.get("direction") == "up" else steps


def _rows(kind: PartOfMeeting, meeting: Meeting) -> models.QuerySet[Any]:
    return kind.model._default_manager.filter(meeting=meeting)  # noqa: SLF001 - Django's documented name


def _row(kind: PartOfMeeting, meeting: Meeting, key: UUID) -> Any:
    return get_object_or_404(_rows(kind, meeting), key=key)


def _form(request: HttpRequest, form: Any, kind: PartOfMeeting, row: Any = None) -> HttpResponse:
    meeting: Meeting = form.instance.meeting
    if not form.is_bound and is_from_public_records(meeting):
        return refuse_published(request, meeting)  # before anything is typed
    context: dict[str, Any] = {
        "form": form,
        "meeting": meeting,
        "kind": kind,
        "cancel_url": kind.page_url(meeting),
    }
    if row is None:
        context |= {"title": kind.add_label, "tools": []}
    else:
        context["title"] = _("Change: %(part)s") % {"part": kind.label}
        context["tools"] = [Button(_("Remove"), kind.url_of(row, "remove"))]
        context["page"] = history_of_part(request, kind, row)
    return render(request, "meetings/part_form.html", context, status=422 if form.is_bound else 200)


def ways_to_change(kind: PartOfMeeting) -> Iterator[URLPattern]:
    """Yield the addresses at which parts of a kind are added, changed, removed and restored, and moved."""
    given = {"kind": kind}
    base = f"<slug:slug>/{kind.name}"
    yield path(f"{base}/add/", add, given, name=f"{kind.name}_add")
    yield path(f"{base}/<uuid:key>/edit/", edit, given, name=f"{kind.name}_edit")
    yield path(f"{base}/<uuid:key>/remove/", remove, given, name=f"{kind.name}_remove")
    yield path(f"{base}/<uuid:key>/restore/", restore, given, name=f"{kind.name}_restore")
    yield path(f"{base}/<uuid:key>/undo/<int:event>/", undo, given, name=f"{kind.name}_undo")
    if kind.is_ordered:
        yield path(f"{base}/<uuid:key>/move/", move, given, name=f"{kind.name}_move")
