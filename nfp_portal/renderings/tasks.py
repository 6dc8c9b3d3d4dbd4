"""Tasks of workers; each may run twice."""

from celery import shared_task

from nfp_portal.renderings import actions


@shared_task
def remove_old() -> None:
    actions.remove_old()
