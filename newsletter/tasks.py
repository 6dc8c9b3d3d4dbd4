"""What workers are called for; each may be called twice."""

from pathlib import Path

from celery import shared_task
from django.urls import reverse

from newsletter import actions, pdf
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.renderings.registry import renders


def _where_it_is(job: Job) -> str:
    return reverse("newsletter:issue_pdf", args=[job.subject])


@renders(pdf.KIND, result_url=_where_it_is)
def print_issue(job: Job, report: ReportProgress) -> Path:
    return pdf.print_issue(job, report)


@shared_task
def close_finished() -> None:
    actions.close_finished()


@shared_task
def answer_requests() -> None:
    actions.answer_requests()


@shared_task
def note_bounces() -> None:
    actions.note_bounces()
