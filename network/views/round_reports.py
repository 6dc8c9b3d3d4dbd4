"""The report of a round as a file: PDF by a worker, CSV and XLSX at once."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from network.actions import reading, rounds
from network.models import Round
from network.verification.tally import HEAD, Tally, sheet_of, tally_of
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
    """The report as the round stands now; who took it is noted. A PDF not yet made is asked for."""
    if kind not in {"pdf", "csv", "xlsx"}:
        raise Http404
    tally = tally_of(get_object_or_404(Round, key=key))
    if kind == "pdf":
        return _pdf(request, tally)
    _note(request, tally, kind)
    return sheet(kind, HEAD, sheet_of(tally), name=file_name(tally), title=_("Verification"))


def _note(request: HttpRequest, tally: Tally, kind: str, *, work: UUID | None = None) -> None:
    subject, reason = f"round:{tally.round.key}", reason_of(request, work)
    reading.note_export(by=signed_in(request), subject=subject, kind=kind, **reason)


def _pdf(request: HttpRequest, tally: Tally) -> HttpResponseBase:
    job = rounds.request_report(tally, by=signed_in(request))
    if job.state != State.DONE:
        keep_reason(request, job.key)
        return redirect(job)
    _note(request, tally, "pdf", work=job.key)
    return printed(request, job, f"{file_name(tally)}.pdf")


def file_name(tally: Tally) -> str:
    """The round's own name; one written in another script is named by its day."""
    return slug_of(tally.round.title) or f"round-{tally.round.opened_on}"
