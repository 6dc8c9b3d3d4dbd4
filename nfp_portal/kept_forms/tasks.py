"""What the scheduler calls; it may be called twice."""

from celery import shared_task

from nfp_portal.kept_forms import actions


@shared_task
def purge() -> None:
    actions.purge()
