"""What workers do for the record; each may be called twice."""

from celery import shared_task

from network.actions import access


@shared_task
def settle_access() -> None:
    access.settle_access_in_turn()
