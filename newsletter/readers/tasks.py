"""What workers are called for; each may be called twice."""

from celery import shared_task

from newsletter.readers import actions, reasons


@shared_task
def answer_requests() -> None:
    actions.answer_requests()


@shared_task
def update_readers() -> None:
    reasons.update_readers()
