"""What workers are called for; each may be called twice."""

from celery import shared_task

from nfp_portal.accounts import resets


@shared_task
def answer_resets() -> None:
    resets.answer_resets()
