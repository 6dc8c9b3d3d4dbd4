"""The report of a round as a file: PDF by a worker, CSV and XLSX at once."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from network.rounds.lookups import round_of
from network.rounds.report import RoundReport
from network.rounds.tally import Tally, head_of, sheet_of, tally_of
from nfp_portal.accounts.access import SECRETARIAT, allow
from nfp_portal.audit.views import Export, export
from nfp_portal.renderings import views as renderings
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.spelling import slug_of


@allow(SECRETARIAT)
@export
def report(request: HttpRequest, key: UUID, kind: str) -> Export:
    """The report of the round as it is now."""
    if kind not in {"pdf", "csv", "xlsx"}:
        raise Http404
    tally = tally_of(round_of(request, key))
    return Export(f"round:{key}", kind, lambda: _file(request, tally, kind))


def _file(request: HttpRequest, tally: Tally, kind: str) -> HttpResponseBase:
    name = file_name(tally)
    if kind == "pdf":
        return renderings.pdf(request, RoundReport(tally), f"{name}.pdf")
    title = tally.round.title[:31]
    return sheet(kind, head_of(tally.round), sheet_of(tally), name=name, title=title)


def file_name(tally: Tally) -> str:
    """The round's own name; one written in another script is named by its day."""
    return slug_of(tally.round.title) or f"round-{tally.round.opened_on}"
