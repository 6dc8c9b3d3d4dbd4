"""The report of a round as PDF: one rendering per content."""

from pathlib import Path
from uuid import UUID

from network.models import Round
from network.verification import report as round_report
from network.verification.tally import Tally, tally_of
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, State, digest_of
from nfp_portal.jobs.press import print_pdf
from nfp_portal.jobs.registry import Report

KIND = "network.round_report"


def request_report(tally: Tally, *, by: User | None) -> Job:
    """Have the report made as the round stands now, unless it was already or is under way."""
    subject, parameters = str(tally.round.key), {"content": round_report.fingerprint(tally)}
    same = Job.objects.filter(kind=KIND, subject=subject, digest=digest_of(parameters))
    done = same.filter(state=State.DONE).order_by("-pk").first()
    if done is not None and done.path.is_file():
        return done
    return jobs.request(KIND, subject, parameters, by)


def print_report(key: UUID, report: Report) -> Path:
    """Set the report as the round stands now; gives the path of a new file. Raises `PressError`."""
    return print_pdf(round_report.compose(tally_of(Round.objects.get(key=key))), report)
