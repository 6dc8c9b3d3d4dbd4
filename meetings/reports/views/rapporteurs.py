"""Rapporteurs are asked by editors, write behind a link, and editors take their notes into the draft."""

from dataclasses import dataclass
from uuid import UUID

import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.models import AgendaItem, Kind, Meeting
from meetings.reports.actions import rapporteurs as actions
from meetings.reports.actions.reports import SubmittedError
from meetings.reports.forms import RapporteurForm
from meetings.reports.models import RapporteurNote
from meetings.reports.models.reports import LONGEST_PART
from meetings.reports.rapporteur_letters import PURPOSE
from meetings.reports.views.comments import ORIGIN
from meetings.reports.views.lookups import report_or_404
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.links.registry import Purpose, register_purpose
from nfp_portal.links.views import frame, message_page, path_in_language
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class Session:
    """A session of the agenda as the list of rapporteurs shows it; `mark` is the kind of its status mark."""

    item: AgendaItem
    name: str
    mark: str
    status: str
    text: str
    buttons: list[Button]


@allow(EDITORS)
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the sessions with who writes of them, and how far that is."""
    report = report_or_404(meeting_of(request, slug))
    meeting = report.meeting
    items = meeting.items.in_order().exclude(kind=Kind.BREAK).select_related("rapporteur_note")
    shown = [_session(item, meeting, may_change=not report.is_released) for item in items]
    return render(request, "meetings/reports/rapporteurs.html", {"meeting": meeting, "sessions": shown})


def _session(item: AgendaItem, meeting: Meeting, *, may_change: bool) -> Session:
    note: RapporteurNote | None = getattr(item, "rapporteur_note", None)
    ask = reverse("meetings:report_rapporteur", args=[meeting.slug, item.key])
    merge = reverse("meetings:report_merge", args=[meeting.slug, item.key])
    if note is None:
        buttons = [Button(_("Ask a rapporteur"), ask, "quiet small", item)]
        return Session(item, "", "", _("Nobody is asked"), "", buttons if may_change else [])
    buttons = [Button(_("Ask somebody else"), ask, "quiet small", item)]
    if note.text and not note.is_merged:
        buttons.insert(0, Button(_("Take into the draft"), merge, "small", item, fields={}))
    return Session(item, note.name, *_status(note), note.text, buttons if may_change else [])


def _status(note: RapporteurNote) -> tuple[str, str]:
    """Return the kind of the status mark, and its text."""
    if note.written_at is None:
        day = date_format(localtime(note.asked_at), "j F Y")
        return "waiting", _("Asked on %(day)s") % {"day": day}
    day = date_format(localtime(note.written_at), "j F Y, H:i")
    if note.is_merged:
        return "done", _("Written on %(day)s, in the draft") % {"day": day}
    return "due", _("Written on %(day)s, not in the draft yet") % {"day": day}


@allow(EDITORS, "GET", "POST")
def ask(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    report_or_404(meeting)
    item = get_object_or_404(meeting.items, key=key)
    form = RapporteurForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "meeting": meeting, "item": item}
        return render(
            request, "meetings/reports/rapporteur.html", context, status=422 if form.is_bound else 200
        )
    actions.ask_rapporteur(item, form.rapporteur(), by=signed_in(request))
    messages.success(request, _("The letter with the link is on its way."))
    return redirect("meetings:report_rapporteurs", slug)


@allow(EDITORS, "POST")
def merge(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    note = get_object_or_404(RapporteurNote, item__meeting=meeting, item__key=key)
    try:
        actions.merge_note(note.pk, by=signed_in(request))
    except ReleasedError:
        messages.error(request, _("The report is published: begin a correction before changing it."))
    except SubmittedError:
        messages.error(request, _("The report waits for approval: take it back before changing it."))
    except StaleError:
        messages.error(request, _("Somebody else saved the draft in this moment: try it again."))
    else:
        messages.success(request, _("The notes are in the draft."))
    return redirect("meetings:report_rapporteurs", slug)


# Behind the link ----------------------------------------------------------------------------------


def register() -> None:
    register_purpose(Purpose(PURPOSE, find=_find, language=lambda note: note.language, page=link))


def _find(key: UUID) -> RapporteurNote | None:
    return RapporteurNote.objects.filter(key=key).select_related("item__meeting").first()


def link(request: HttpRequest, note: RapporteurNote) -> HttpResponse:
    if actions.has_ended(note):
        return _ended(request)
    if request.method != "POST":
        return _page(request, note, note.text, is_saved="saved" in request.GET)
    typed = request.POST.get("text", "")[:LONGEST_PART]
    try:
        with pghistory.context(**ORIGIN):
            actions.write_note(
                note.key, typed, revision=parse_revision(request.POST.get("revision", "")) or 0
            )
    except ReleasedError:
        return _ended(request)
    except StaleError as stale:
        return _page(request, stale.row, typed, other=stale.row.text)
    address = path_in_language(request)
    return redirect(f"{address}{'&' if '?' in address else '?'}saved")


def _page(
    request: HttpRequest,
    note: RapporteurNote,
    text: str,
    *,
    is_saved: bool = False,
    other: str | None = None,
) -> HttpResponse:
    """Show the field; `other` is what was saved meanwhile elsewhere (409)."""
    context = frame(request) | {"note": note, "text": text, "is_saved": is_saved, "other": other}
    status = 200 if other is None else 409
    return render(request, "meetings/reports/rapporteur_link.html", context, status=status)


def _ended(request: HttpRequest) -> HttpResponse:
    title = pgettext("letter", "The report is published")
    return message_page(request, title, pgettext("letter", "Notes on this session are no longer taken."), 410)
