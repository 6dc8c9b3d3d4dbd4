"""A verification and a communication check as they are proposed; days count from the opening."""

from datetime import datetime, timedelta

from django.utils import timezone

from network.models import State
from network.rounds.kinds import Plan
from network.verification.models import CHECK, VERIFICATION

ROUND_DAYS = 28
REMINDER_DAYS, ESCALATION_DAY = (7, 14), 21
# So many days after its last one a verification still takes answers.
LATE_DAYS = 14
CHECK_LASTS = timedelta(hours=48)


def verification(
    title: str,
    states: tuple[State, ...],
    closes_at: datetime,
    *,
    reminder_days: tuple[int, ...] = REMINDER_DAYS,
    escalation_day: int | None = ESCALATION_DAY,
) -> Plan:
    today = timezone.localdate()
    return Plan(
        kind=VERIFICATION,
        title=title,
        states=states,
        closes_at=closes_at,
        late_days=LATE_DAYS,
        reminders_on=tuple(today + timedelta(days=days) for days in sorted(reminder_days)),
        escalates_on=today + timedelta(days=escalation_day) if escalation_day else None,
    )


def check(title: str, states: tuple[State, ...]) -> Plan:
    return Plan(kind=CHECK, title=title, states=states, closes_at=timezone.now() + CHECK_LASTS)
