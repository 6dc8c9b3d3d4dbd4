"""What workers do for all renderings; may be called twice."""

from celery import shared_task

from nfp_portal.renderings import actions


@shared_task
def remove_old() -> None:
    actions.remove_old()
