"""What workers are called for; each may be called twice."""

from celery import shared_task
from django.utils import timezone

from nfp_portal.jobs.actions import run_once
from nfp_portal.mail import actions, sender


@shared_task
def dispatch() -> None:
    sender.dispatch()


@shared_task
def sweep() -> None:
    sender.dispatch()
    run_once("forget-account-mail", f"{timezone.now():%Y-%m-%d %H}", actions.forget_account_mail)
