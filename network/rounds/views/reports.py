"""The report of a round as a file: PDF by a worker, CSV and XLSX at once."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from network.rounds.actions.report import request_report
from network.rounds.lookups import round_of
from network.rounds.tally import Tally, head_of, sheet_of, tally_of
from nfp_portal.accounts.access import SECRETARIAT, allow, signed_in
from nfp_portal.audit.views import Export, export, for_job
from nfp_portal.jobs.models import State
from nfp_portal.renderings.views import printed
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
    if kind == "pdf":
        return _pdf(request, tally)
    title = tally.round.title[:31]
    return sheet(kind, head_of(tally.round), sheet_of(tally), name=file_name(tally), title=title)


def _pdf(request: HttpRequest, tally: Tally) -> HttpResponseBase:
    job = request_report(tally, by=signed_in(request))
    if job.state != State.DONE:
        return for_job(redirect(job), job.key)
    return printed(request, job, f"{file_name(tally)}.pdf")


def file_name(tally: Tally) -> str:
    """The round's own name; one written in another script is named by its day."""
    return slug_of(tally.round.title) or f"round-{tally.round.opened_on}"
