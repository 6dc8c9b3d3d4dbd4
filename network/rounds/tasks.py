"""What workers do for rounds; each may be called twice."""

from uuid import UUID

from celery import shared_task
from django.urls import reverse

from network.rounds.actions import daily, letters
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress, runs


def _board(job: Job) -> str:
    return reverse("network:rounds:board", args=[job.subject])


@runs(letters.KIND, queue="default", result_url=_board)
def write_letters(job: Job, report: ReportProgress) -> None:
    letters.send_step(UUID(job.subject), job.parameters["step"], report)


@shared_task
def run_rounds() -> None:
    daily.run_daily()
