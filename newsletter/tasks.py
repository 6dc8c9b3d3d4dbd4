"""Tasks of workers; each may run twice."""

from celery import shared_task

from newsletter import actions


@shared_task
def close_finished() -> None:
    actions.close_finished()


@shared_task
def answer_requests() -> None:
    actions.answer_requests()


@shared_task
def note_bounces() -> None:
    actions.note_bounces()
