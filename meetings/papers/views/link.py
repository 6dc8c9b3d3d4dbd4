"""The page behind the link of whoever was asked for a paper: what they sent, and the form in time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from meetings.papers.forms import OfferForm
from meetings.papers.letters import PURPOSE, until
from meetings.papers.models import OfferedPaper, PaperRequest
from meetings.papers.offers import DayIsOverError, TooManyPapersError, offer_paper, takes_papers
from nfp_portal.links.registry import Purpose, register_purpose
from nfp_portal.links.views import frame, path_in_language
from nfp_portal.ui.letters import written_day


@dataclass(frozen=True)
class SentPaper:
    """`mark` is the kind of the status mark."""

    offered: OfferedPaper
    mark: str
    status: str


def register() -> None:
    register_purpose(Purpose(PURPOSE, find=_find, language=lambda request: request.language, page=link))


def _find(key: UUID) -> PaperRequest | None:
    requests = PaperRequest.objects.select_related("meeting", "item").prefetch_related("meeting__dates")
    return requests.filter(key=key).first()


def link(request: HttpRequest, paper_request: PaperRequest) -> HttpResponse:
    form = OfferForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not takes_papers(paper_request):
        return _page(request, paper_request, form)
    if not form.is_valid():
        return _page(request, paper_request, form, 422)
    try:
        offer_paper(paper_request, form.cleaned_data["key"], **form.paper())
    except DayIsOverError:
        return _page(request, paper_request, form)
    except TooManyPapersError:
        form.add_error(None, pgettext("letter", "So many papers wait that no more can be sent now."))
        return _page(request, paper_request, form, 422)
    address = path_in_language(request)
    return redirect(f"{address}{'&' if '?' in address else '?'}saved")


def _page(
    request: HttpRequest, paper_request: PaperRequest, form: OfferForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = frame(request) | {
        "paper_request": paper_request,
        "form": form if takes_papers(paper_request) else None,
        "until": until(paper_request),
        "sent": [_sent(offered) for offered in paper_request.offers.order_by("-pk")],
        "is_saved": "saved" in request.GET and not form.is_bound,
    }
    return render(request, "meetings/papers/link.html", context, status=status)


def _sent(offered: OfferedPaper) -> SentPaper:
    day = {"day": written_day(localtime(offered.decided_at or offered.at).date())}
    if offered.is_accepted is None:
        return SentPaper(offered, "waiting", pgettext("letter", "Received on %(day)s") % day)
    if offered.is_accepted:
        return SentPaper(offered, "done", pgettext("letter", "Accepted on %(day)s") % day)
    return SentPaper(offered, "failed", pgettext("letter", "Not accepted on %(day)s") % day)
