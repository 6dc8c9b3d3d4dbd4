"""The report of a round as PDF: one rendering per content."""

from pathlib import Path
from uuid import UUID

from network.rounds import report as round_report
from network.rounds.models import Round
from network.rounds.tally import Tally, tally_of
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.jobs.renderer import render_pdf
from nfp_portal.renderings import actions as renderings

KIND = "network.round_report"


def request_report(tally: Tally, *, by: User | None) -> Job:
    """Have the report made as the round is now, unless it was already or is under way."""
    content = {"content": round_report.fingerprint(tally)}
    return renderings.request(KIND, str(tally.round.key), content, by=by)


def print_report(key: UUID, report: ReportProgress) -> Path:
    """Set the report as the round is now; gives the path of a new file. Raises `RenderError`."""
    return render_pdf(round_report.compose(tally_of(Round.objects.get(key=key))), report)
