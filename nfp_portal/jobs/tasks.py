"""Tasks of workers; each may run twice."""

from celery import shared_task
from django.utils import timezone

from nfp_portal.jobs import actions


@shared_task
def run(job_id: int) -> None:
    actions.run(job_id)


@shared_task
def sweep() -> None:
    actions.sweep()
    actions.run_once("tidy-jobs", f"{timezone.now():%Y-%m-%d %H}", actions.tidy)
