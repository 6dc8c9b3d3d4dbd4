"""The report of a round as PDF."""

from pathlib import Path
from uuid import UUID

from network.rounds.models import Round
from network.rounds.report import RoundReport
from network.rounds.tally import Tally, tally_of
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import render_pdf
from nfp_portal.renderings import actions as renderings


def request_report(tally: Tally, *, by: User | None) -> Job:
    return renderings.request(RoundReport(tally), by=by)


def print_report(key: UUID, report: ReportProgress) -> Path:
    """Render the report of now into a new file. Raises `RenderError`."""
    return render_pdf(RoundReport(tally_of(Round.objects.get(key=key))).compose(), report)
