"""Invented self-assessments, each marked: one that is shared, and one that goes on after an earlier one."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.self_assessment import actions
from exchange.self_assessment.actions import Written
from exchange.self_assessment.models import SelfAssessment, SharedWith
from network.models import State

# Of each question in turn; None has no level yet.
_EARLIER = (1, 1, 0, 1, 2, 1, 1, 0, 1, 2, 1, 1, 2, 1, 2)
_OPEN = (2, 2, 1, 1, 2, 2, None, 1, None, 2, 2, None, None, 2, None)
_SHARED = (2, 3, 2, 1, 2, 3, 2, 2, 1, 2, 3, 2, 1, 2, 3)
_EVIDENCE = "Invented: the protocol of the exercise in spring, part two."


@transaction.atomic
def load() -> None:
    """Create them once."""
    if SelfAssessment.objects.filter(is_demonstration=True).exists():
        return
    _make("AT", _EARLIER, closed_days_ago=400)
    _make("AT", _OPEN)
    shared = _make("FI", _SHARED, closed_days_ago=60)
    actions.share(shared.key, SharedWith.FOCAL_POINTS)
    _make("EE", _EARLIER, closed_days_ago=90)


def _make(code: str, levels: tuple[int | None, ...], closed_days_ago: int = 0) -> SelfAssessment:
    state = State.objects.get(iso2=code)
    made = actions.begin(state, by=None, is_demonstration=True)
    rows = list(made.levels.all())
    written = (
        Written(row.question, level, _EVIDENCE if number == 0 else "", row.revision)
        for number, (row, level) in enumerate(zip(rows, levels, strict=True))
    )
    actions.write(made.key, written, by=None)
    if not closed_days_ago:
        return made
    closed = actions.close(made.key, by=None)
    closed.closed_at = timezone.now() - timedelta(days=closed_days_ago)
    closed.begun_at = closed.closed_at - timedelta(days=20)
    closed.save()
    return closed
