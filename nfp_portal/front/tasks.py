"""What workers are called for on behalf of several apps; each may be called twice."""

from celery import shared_task

from nfp_portal.front import retention


@shared_task
def keep_no_longer() -> None:
    retention.keep_no_longer()
