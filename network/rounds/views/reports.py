"""The report of a round as a file: PDF by a worker, CSV and XLSX at once."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from network.actions import reading
from network.rounds.actions.report import request_report
from network.rounds.lookups import round_of
from network.rounds.tally import Tally, head_of, sheet_of, tally_of
from network.views.rate_limits import held_up
from nfp_portal.accounts.access import SECRETARIAT, allow, signed_in
from nfp_portal.audit.views import export, keep_reason, reason_of
from nfp_portal.jobs.models import State
from nfp_portal.renderings.views import printed
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.spelling import slug_of


@allow(SECRETARIAT)
@held_up
@export
def report(request: HttpRequest, key: UUID, kind: str) -> HttpResponseBase:
    """The report as the round is now; who downloaded it is noted. A PDF not yet made is requested."""
    if kind not in {"pdf", "csv", "xlsx"}:
        raise Http404
    tally = tally_of(round_of(request, key))
    if kind == "pdf":
        return _pdf(request, tally)
    _note(request, tally, kind)
    return sheet(
        kind, head_of(tally.round), sheet_of(tally), name=file_name(tally), title=tally.round.title[:31]
    )


def _note(request: HttpRequest, tally: Tally, kind: str, *, work: UUID | None = None) -> None:
    subject, reason = f"round:{tally.round.key}", reason_of(request, work)
    reading.note_export(by=signed_in(request), subject=subject, kind=kind, **reason)


def _pdf(request: HttpRequest, tally: Tally) -> HttpResponseBase:
    job = request_report(tally, by=signed_in(request))
    if job.state != State.DONE:
        keep_reason(request, job.key)
        return redirect(job)
    _note(request, tally, "pdf", work=job.key)
    return printed(request, job, f"{file_name(tally)}.pdf")


def file_name(tally: Tally) -> str:
    """The round's own name; one written in another script is named by its day."""
    return slug_of(tally.round.title) or f"round-{tally.round.opened_on}"
