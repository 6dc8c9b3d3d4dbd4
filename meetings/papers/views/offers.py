"""Editors ask for papers, and accept or decline what came by a link."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Meeting
from meetings.papers.effects import effects_of
from meetings.papers.forms import DecisionForm, RequestForm
from meetings.papers.models import OfferedPaper, PaperRequest
from meetings.papers.offers import DecidedError, accept_paper, decline_paper, request_papers
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.downloads import stored_file

DECLINE = "decline"


@dataclass(frozen=True)
class ListedRequest:
    """Somebody who was asked, with what they sent; `mark` is the kind of the status mark."""

    request: PaperRequest
    day: str
    offers: list[tuple[OfferedPaper, str, str, list[Button]]]


@allow(EDITORS)
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who was asked, what came, and the speakers who can be asked."""
    meeting = meeting_of(request, slug)
    rows = PaperRequest.objects.filter(meeting=meeting).select_related("item").prefetch_related("offers")
    ask = reverse("meetings:papers_ask", args=[meeting.slug])
    context = {
        "meeting": meeting,
        "requests": [_listed(meeting, row) for row in rows.order_by("-at")],
        "speakers": list(_speakers(meeting, ask)),
        "tools": [Button(_("Ask for a paper"), ask, "")],
    }
    return render(request, "meetings/papers/requests.html", context)


def _listed(meeting: Meeting, row: PaperRequest) -> ListedRequest:
    day = date_format(localtime(row.at), "j F Y")
    return ListedRequest(
        row, day, [(each, *_status(each), _buttons(meeting, each)) for each in row.offers.all()]
    )


def _status(offered: OfferedPaper) -> tuple[str, str]:
    if offered.is_accepted is None:
        return "due", _("Waits for you")
    return ("done", _("Accepted")) if offered.is_accepted else ("failed", _("Declined"))


def _buttons(meeting: Meeting, offered: OfferedPaper) -> list[Button]:
    if offered.is_accepted is not None:
        return []
    url = reverse("meetings:paper_decide", args=[meeting.slug, offered.key])
    return [Button(_("Accept or decline"), url, "small", offered)]


def _speakers(meeting: Meeting, ask: str) -> Any:
    """Yield who speaks at which item, with the button to ask them."""
    for item in meeting.items.in_order().with_people():
        for person in item.speakers:
            url = f"{ask}?{urlencode({'item': item.pk, 'speaker': person.name})}"
            yield item, person, [Button(_("Ask for a paper"), url, "quiet small", person.name)]


@allow(EDITORS, "GET", "POST")
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    items = {str(item.pk): item for item in meeting.items.in_order().prefetch_related("panel__person")}
    form = RequestForm(request.POST or None, items=items, initial=_proposed(request, items))
    page = reverse("meetings:papers_requests", args=[meeting.slug])
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "meeting": meeting, "cancel_url": page}
        return render(request, "meetings/papers/ask.html", context, status=422 if form.is_bound else 200)
    request_papers(meeting, form.chosen_item, form.recipients(), by=signed_in(request))
    messages.success(request, _("The letter with the link is on its way."))
    return redirect(page)


def _proposed(request: HttpRequest, items: dict[str, AgendaItem]) -> dict[str, Any]:
    """Fill in the speaker that the address names, with what the directory has of them."""
    item, name = items.get(request.GET.get("item", "")), request.GET.get("speaker", "")
    speaker = next((each for each in item.panel.all() if each.name == name), None) if item else None
    if item is None or speaker is None:
        return {}
    entry = speaker.person
    own = {"email": entry.email, "language": entry.language_of_mail} if entry else {}
    return {"item": str(item.pk), "name": speaker.name} | own


@allow(EDITORS)
def offered_file(request: HttpRequest, slug: str, key: UUID) -> FileResponse:
    meeting = meeting_of(request, slug)
    offered = get_object_or_404(OfferedPaper, meeting=meeting, key=key)
    return stored_file(offered.file, offered.name)


@allow(EDITORS, "GET", "POST")
def decide(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show what an offered paper becomes; POST accepts it as shown, or declines it with a remark."""
    meeting = meeting_of(request, slug)
    rows = OfferedPaper.objects.filter(meeting=meeting, request__isnull=False).select_related(
        "request", "item"
    )
    offered = get_object_or_404(rows, key=key)
    if offered.is_accepted is not None:
        return _decided(request, meeting)
    items = {str(item.pk): item for item in meeting.items.in_order()}
    form = DecisionForm(request.POST or None, offered=offered, items=items)
    form.effect = next(effects_of(meeting, [form.accepted])) if form.accepted else None
    is_shown = form.effect is not None and request.POST.get("shown") == form.effect.code
    if request.method == "POST" and DECLINE in request.POST:
        return _decline(request, meeting, form)
    if request.method != "POST" or form.errors or not is_shown:
        return _page(request, meeting, form)
    return _accept(request, meeting, form)


def _page(request: HttpRequest, meeting: Meeting, form: DecisionForm) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "offered": form.offered,
        "file_url": reverse("meetings:paper_offered", args=[meeting.slug, form.offered.key]),
        "cancel_url": reverse("meetings:papers_requests", args=[meeting.slug]),
    }
    refused = form.is_bound and bool(form.errors)
    return render(request, "meetings/papers/decide.html", context, status=422 if refused else 200)


def _accept(request: HttpRequest, meeting: Meeting, form: DecisionForm) -> HttpResponse:
    accepted = form.accepted
    assert accepted is not None  # noqa: S101 - the form is valid
    try:
        accept_paper(form.offered, accepted, form.cleaned_data["remark"], by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except DecidedError:
        return _decided(request, meeting)
    messages.success(request, _("Accepted: %(title)s. The letter is on its way.") % {"title": accepted.title})
    return redirect("meetings:papers_requests", meeting.slug)


def _decline(request: HttpRequest, meeting: Meeting, form: DecisionForm) -> HttpResponse:
    remark = form.cleaned_data.get("remark", "")
    if not remark:
        form.add_error("remark", _("Say why: who sent it gets this remark."))
    if not remark or "remark" in form.errors:
        return _page(request, meeting, form)
    try:
        decline_paper(form.offered, remark, by=signed_in(request))
    except DecidedError:
        return _decided(request, meeting)
    message = _("Declined: %(title)s. The letter with your remark is on its way.")
    messages.success(request, message % {"title": form.offered.title})
    return redirect("meetings:papers_requests", meeting.slug)


def _decided(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    messages.info(request, _("Somebody has decided on this paper already."))
    return redirect("meetings:papers_requests", meeting.slug)
