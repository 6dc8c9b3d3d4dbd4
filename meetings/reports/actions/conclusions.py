"""Note what came of a conclusion; let one come back from the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from meetings.actions.parts import current_of, lock
from meetings.models import Meeting
from meetings.reports.actions.reports import note_writing
from meetings.reports.models import Conclusion
from meetings.reports.permissions import report_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect


@transaction.atomic
def note_follow_up(
    conclusion: Conclusion, changes: Mapping[str, Any], *, revision: int, by: User
) -> Conclusion:
    """Change status, follow-up or the meeting it led to, at any time; the release keeps what it said.

    Raises `StaleError`, `RemovedError`.
    """
    meeting = lock(conclusion.meeting)
    current: Conclusion = current_of(conclusion)
    expect(current, revision)
    report = report_of(meeting)
    if report is None or not report.is_from_public_records:
        note_writing(meeting, by)
    for field, value in changes.items():
        setattr(current, field, value)
    current.revision += 1
    current.save()
    return current


def check_return(conclusion: Conclusion) -> None:
    """Let a conclusion come back without the meeting it led to, where that was deleted."""
    if not Meeting.objects.filter(pk__in=[conclusion.led_to_id]).exists():
        conclusion.led_to = None
