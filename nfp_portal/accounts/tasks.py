"""Tasks of workers; each may run twice."""

from celery import shared_task

from nfp_portal.accounts import resets


@shared_task
def answer_resets() -> None:
    resets.answer_resets()
