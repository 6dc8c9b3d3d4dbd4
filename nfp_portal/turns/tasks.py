"""What the scheduler calls; each may be called twice."""

from celery import shared_task

from nfp_portal.turns import actions


@shared_task
def notify() -> None:
    actions.notify_all()


@shared_task
def send_digests() -> None:
    actions.send_digests()
