"""Editors print what a meeting needs on site, and say who signs."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.actions.meetings import change_meeting
from meetings.models import Meeting
from meetings.onsite.forms import SignatoryForm, WhoseLetterForm
from meetings.onsite.pdf import PrintoutDocument, address_of
from meetings.onsite.printouts import SIGNED, Printout, why_none
from meetings.participation.kinds import PARTICIPANTS
from meetings.participation.views.sheets import export_of
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.audit.models import Purpose
from nfp_portal.audit.views import Export, export
from nfp_portal.renderings import views as renderings
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS)
@export
def pdf(request: HttpRequest, slug: str, printout: Printout) -> HttpResponseBase | Export:
    """Send a printout, or its progress: a file that names people. `?person=` is whose letter it is alone."""
    meeting = meeting_of(request, slug)
    person = _person(request, meeting, printout)
    if why_none(meeting, printout, person):
        raise Http404
    if printout in SIGNED and not meeting.signatory:
        return redirect(f"{reverse('meetings:signatory', args=[slug])}?then={printout}")
    document = PrintoutDocument(meeting, printout, person)
    name = f"{printout}-{meeting.slug}.pdf"
    return export_of(meeting, f"{printout} pdf", lambda: renderings.pdf(request, document, name))


def _person(request: HttpRequest, meeting: Meeting, printout: Printout) -> UUID | None:
    if printout != Printout.VISA_LETTERS or "person" not in request.GET:
        return None
    form = WhoseLetterForm(request.GET, meeting=meeting)
    if not form.is_valid():
        raise Http404
    key: UUID = form.cleaned_data["person"].key
    return key


@allow(EDITORS, "GET", "POST")
def signatory(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once who signs for the meeting; `?then=` is the printout that is wanted with it."""
    meeting = meeting_of(request, slug)
    form = SignatoryForm(request.POST or None, instance=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, meeting_of(request, slug))
    try:
        changed = change_meeting(meeting.pk, form.changes(), revision=form.cleaned_data["revision"])
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    messages.success(request, _("Saved."))
    return redirect(_next_url(request, changed))


def _form(request: HttpRequest, form: SignatoryForm, meeting: Meeting) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "cancel_url": PARTICIPANTS.page_url(meeting)}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/onsite/signatory.html", context, status=status)


def _next_url(request: HttpRequest, meeting: Meeting) -> str:
    wanted = [each for each in SIGNED if each == request.GET.get("then")]
    urls = [address_of(meeting, each, purpose=Purpose.MEETING) for each in wanted]
    return urls[0] if urls else PARTICIPANTS.page_url(meeting)
