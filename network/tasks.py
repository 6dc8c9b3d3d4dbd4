"""What workers do for the directory; each may be called twice."""

from pathlib import Path
from uuid import UUID

from celery import shared_task
from django.urls import reverse

from network.actions import access, rounds
from network.actions.rounds import letters, report
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress, runs
from nfp_portal.renderings.registry import renders


def _board(job: Job) -> str:
    return reverse("network:round", args=[job.subject])


@runs(letters.KIND, queue="default", result_url=_board)
def write_letters(job: Job, report: ReportProgress) -> None:
    rounds.send_step(UUID(job.subject), job.parameters["step"], report)


def _report(job: Job) -> str:
    return reverse("network:round_report", args=[job.subject, "pdf"])


@renders(report.KIND, result_url=_report)
def print_report(job: Job, report: ReportProgress) -> Path:
    return rounds.print_report(UUID(job.subject), report)


@shared_task
def settle_access() -> None:
    access.settle_access_in_turn()


@shared_task
def tend_rounds() -> None:
    rounds.tend()
