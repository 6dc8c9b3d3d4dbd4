"""What workers do for participants; each may be called twice."""

from celery import shared_task

from meetings.participation.actions import joining


@shared_task
def send_joining_links() -> None:
    joining.send_joining_links()
