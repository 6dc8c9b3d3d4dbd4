"""Editors drop many files at once: what each becomes is shown first, then all are written as one act."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.papers.actions import Accepted, keep_files, write_papers
from meetings.papers.effects import effects_of
from meetings.papers.forms import FileForm, FilesForm
from meetings.papers.kinds import PAPERS
from meetings.papers.models import OfferedPaper
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        context = {"meeting": meeting, "form": form, "cancel_url": PAPERS.page_url(meeting)}
        status = 422 if form.is_bound else 200
        return render(request, "meetings/papers/drop.html", context, status=status)
    typed = form.cleaned_data
    batch = typed["key"] or uuid4()
    of_all = {"kind": typed["kind"], "purpose": typed["purpose"]}
    keep_files(meeting, batch, typed["papers"], of_all, by=signed_in(request))
    for name, reason in form.fields["papers"].refused:  # type: ignore[attr-defined] # a FilesField
        messages.warning(request, _("Not taken: %(name)s. %(reason)s") % {"name": name, "reason": reason})
    return redirect("meetings:papers_preview", meeting.slug, batch)


@allow(EDITORS, "GET", "POST")
def preview(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Show what each file becomes; POST writes them, unless that would do something else than was shown."""
    meeting = meeting_of(request, slug)
    forms = _forms(request, meeting, batch)
    if not forms:
        messages.info(request, _("These files are written already, or were not kept: drop them again."))
        return redirect(PAPERS.page_url(meeting))
    shown = _note_effects(meeting, forms)
    if request.method != "POST" or any(form.errors for form in forms):
        return _page(request, meeting, forms, shown)
    if request.POST.get("shown") != shown:
        messages.warning(request, _("This is what the files become now: look again before you write them."))
        return _page(request, meeting, forms, shown)
    return _write(request, meeting, batch, [form.accepted for form in forms if form.accepted])


def _forms(request: HttpRequest, meeting: Meeting, batch: UUID) -> list[FileForm]:
    items = {str(item.pk): item for item in meeting.items.in_order()}
    waiting = OfferedPaper.objects.filter(meeting=meeting, batch=batch).select_related("item")
    return [FileForm(request.POST or None, offered=each, items=items) for each in waiting]


def _note_effects(meeting: Meeting, forms: list[FileForm]) -> str:
    """Say in each form what its file becomes; return all of that as one text, to be compared."""
    taken = [(form, accepted) for form in forms if (accepted := form.accepted)]
    for (form, _accepted), effect in zip(
        taken, effects_of(meeting, [each for _form, each in taken]), strict=True
    ):
        form.effect = effect
    return " ".join(f"{form.prefix}:{form.effect.code if form.effect else '-'}" for form in forms)


def _page(request: HttpRequest, meeting: Meeting, forms: list[FileForm], shown: str) -> HttpResponse:
    number = sum(form.effect is not None for form in forms)
    replaced = sum(form.effect is not None and form.effect.replaces for form in forms)
    label = ngettext("Write %(number)d paper", "Write %(number)d papers", number) % {"number": number}
    warning = ngettext(
        "%(number)d paper of the same title is replaced.",
        "%(number)d papers of the same title are replaced.",
        replaced,
    )
    context: dict[str, Any] = {
        "meeting": meeting,
        "forms": forms,
        "shown": shown,
        "write_label": label,
        "warning": warning % {"number": replaced} if replaced else "",
        "cancel_url": PAPERS.page_url(meeting),
    }
    refused = any(form.is_bound and form.errors for form in forms)
    return render(request, "meetings/papers/preview.html", context, status=422 if refused else 200)


def _write(request: HttpRequest, meeting: Meeting, batch: UUID, accepted: list[Accepted]) -> HttpResponse:
    try:
        number = write_papers(meeting, batch, accepted, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    message = ngettext("Written: %(number)d file.", "Written: %(number)d files.", number)
    messages.success(request, message % {"number": number})
    return redirect(PAPERS.page_url(meeting))
