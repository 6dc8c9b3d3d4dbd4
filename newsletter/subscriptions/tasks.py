"""What workers are called for; each may be called twice."""

from celery import shared_task

from newsletter.subscriptions import actions


@shared_task
def answer_requests() -> None:
    actions.answer_requests()


@shared_task
def note_bounces() -> None:
    actions.note_bounces()
