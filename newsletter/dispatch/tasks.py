"""What workers are called for; each may be called twice."""

from celery import shared_task

from newsletter.dispatch import actions


@shared_task
def close_finished() -> None:
    actions.close_finished()


@shared_task
def send_scheduled() -> None:
    actions.send_scheduled()
