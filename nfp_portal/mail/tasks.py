"""What workers are called for; each may be called twice."""

from celery import shared_task

from nfp_portal.mail import postman


@shared_task
def dispatch() -> None:
    postman.dispatch()


@shared_task
def sweep() -> None:
    postman.dispatch()
