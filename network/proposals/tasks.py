"""What workers do for proposals; each may be called twice."""

from celery import shared_task

from network.proposals.actions import invitations


@shared_task
def invite_accepted() -> None:
    invitations.invite_accepted_in_turn()
