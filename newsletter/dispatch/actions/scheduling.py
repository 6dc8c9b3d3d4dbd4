"""Let an approved issue leave at an instant of somebody's choice."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from newsletter import permissions
from newsletter.actions.issues import NotNowError, locked
from newsletter.dispatch.actions.dispatching import UNDO_WITHIN, AlteredError, dispatch
from newsletter.models import Issue
from newsletter.pictures.actions import LostPictureError
from nfp_portal.accounts.models import User


@transaction.atomic
def schedule(number: int, instant: datetime, *, by: User) -> Issue:
    """Note when the issue is to leave; a second time replaces the first.

    Raises `NotNowError` unless it is approved and the instant lies further ahead than the minute to undo.
    """
    issue = locked(number)
    if not permissions.may_dispatch(by, issue) or instant <= timezone.now() + UNDO_WITHIN:
        raise NotNowError
    issue.scheduled_for, issue.scheduled_by = instant, by
    issue.save()
    return issue


@transaction.atomic
def unschedule(number: int, *, by: User) -> None:
    """Let it wait for somebody again. Raises `NotNowError` where it is no longer waiting for its instant."""
    issue = locked(number)
    if issue.scheduled_for is None or not permissions.may_dispatch(by, issue):
        raise NotNowError
    _forget(issue)


def send_scheduled() -> int:
    """Send each issue whose instant is a minute away, to the readers of that moment; give how many.

    The minute is the one in which it can be undone. An issue whose editor may no longer send it waits for
    somebody again.
    """
    due = Issue.objects.filter(scheduled_for__lte=timezone.now() + UNDO_WITHIN).values_list(
        "number", flat=True
    )
    return sum(_send(number) for number in list(due))


@transaction.atomic
def _send(number: int) -> bool:
    issue = locked(number)
    if issue.scheduled_for is None or issue.scheduled_by is None:  # another worker was quicker
        return False
    try:
        dispatch(number, by=issue.scheduled_by, not_before=issue.scheduled_for)
    except (NotNowError, AlteredError, LostPictureError):
        _forget(issue)
        return False
    return True


def _forget(issue: Issue) -> None:
    issue.scheduled_for = issue.scheduled_by = None
    issue.save()
