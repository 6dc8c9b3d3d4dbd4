"""Tasks of workers; each may run twice."""

from celery import shared_task

from nfp_portal.renderings import actions, notices


@shared_task
def remove_old() -> None:
    actions.remove_old()


@shared_task
def notify() -> None:
    notices.notify_all()
