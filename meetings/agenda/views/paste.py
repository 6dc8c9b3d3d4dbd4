"""Paste an agenda: what was read is shown first, then written as one act, which can be taken back as one."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.actions.parts import ClockChangeError
from meetings.agenda.actions.paste import AgendaChangedError, undo_pasted, write_pasted
from meetings.agenda.forms import PasteForm
from meetings.agenda.pasted.plan import Mode, Plan, Status, plan_of
from meetings.agenda.pasted.rows import Pasted, read
from meetings.agenda.people import with_entries
from meetings.models import Meeting
from meetings.views.conflicts import refuse_published
from meetings.views.kinds import AGENDA
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError

WRITE = "write"


@allow(EDITORS, "GET", "POST")
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    items = list(meeting.items.in_order().with_people())
    form = PasteForm(request.POST or None, has_items=bool(items))
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, form)
    pasted = read(form.lines(), list(meeting.days()))
    for row in pasted.rows:
        row.people = with_entries(meeting, row.people)
    plan = plan_of(meeting, pasted.rows, Mode(form.cleaned_data["mode"]), items)
    if WRITE not in request.POST or not plan.is_possible:
        return _page(request, meeting, form, pasted, plan)
    return _write(request, meeting, form, pasted, plan)


def _write(
    request: HttpRequest, meeting: Meeting, form: PasteForm, pasted: Pasted, plan: Plan
) -> HttpResponse:
    """Write what was previewed, unless the agenda has changed since."""
    key, previewed = form.cleaned_data["key"], form.cleaned_data["fingerprint"]
    try:
        write_pasted(meeting, replace(plan, fingerprint=previewed), key, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except (AgendaChangedError, IntegrityError):
        form.add_error(None, _("The agenda has changed meanwhile: look at the preview again."))
        return _page(request, meeting, form, pasted, plan)
    number = len(plan.rows)
    message = ngettext("Written: %(number)d item.", "Written: %(number)d items.", number)
    undo_url = reverse("meetings:agenda_paste_undo", args=[meeting.slug, key])
    messages.success(request, message % {"number": number}, extra_tags=f"undo:{undo_url}")
    return redirect(AGENDA.page_url(meeting))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    form: PasteForm,
    pasted: Pasted | None = None,
    plan: Plan | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"meeting": meeting, "form": form, "cancel_url": AGENDA.page_url(meeting)}
    if plan is not None and pasted is not None:
        context |= {"plan": plan, "pasted": pasted, "summary": _summary(plan), "write_label": _label(plan)}
        context["fingerprint"] = plan.fingerprint
        form.fields["text"].widget.attrs.pop("data-focus")
    refused = form.is_bound and (bool(form.errors) or plan is None)
    return render(request, "meetings/agenda/paste.html", context, status=422 if refused else 200)


def _label(plan: Plan) -> str:
    number = len(plan.rows)
    return ngettext("Write %(number)d item", "Write %(number)d items", number) % {"number": number}


def _summary(plan: Plan) -> str:
    """Say what writing would do, in numbers."""
    counts = [(plan.number(status), status.label) for status in Status]
    parts = [f"{number} {label}" for number, label in counts if number]
    if plan.removed:
        parts.append(_("%(number)d removed") % {"number": len(plan.removed)})
    wrong = sum(bool(planned.problems) for planned in plan.rows)
    if wrong:
        parts.append(_("%(number)d with problems") % {"number": wrong})
    return " · ".join(parts) or _("Nothing was read: an item begins with its time.")


@allow(EDITORS, "POST")
def undo(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take all back that was written at once."""
    meeting = meeting_of(request, slug)
    try:
        undo_pasted(meeting, key, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
    else:
        messages.success(request, _("Taken back."))
    return redirect(AGENDA.page_url(meeting))


_REFUSALS: dict[type[Exception], Any] = {
    StaleError: gettext_lazy("An item has changed since: take back what is wrong from its own history."),
    IntegrityError: gettext_lazy("What was there before does not go with what was saved since."),
    ClockChangeError: gettext_lazy("The clocks change at the time an item would get."),
}
