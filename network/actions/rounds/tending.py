"""What a round needs day by day: reminders on set days, the letter to delegations, the end."""

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from network.actions.rounds.escalation import escalate
from network.actions.rounds.letters import KIND, forget_links, reminder_on, request_letters
from network.actions.rounds.opening import close_round
from network.models import Confirmation, Round
from network.models.rounds import SILENT, UNREACHABLE
from nfp_portal.accounts.models import User
from nfp_portal.jobs.actions import run_once
from nfp_portal.jobs.models import Job

TURN = "tend-rounds"
# Letters leave in the morning, when somebody is there to read them.
HOUR = 8
# So long after the closing links are forgotten that were on their way then.
ON_THEIR_WAY = timedelta(days=7)


def tend() -> bool:
    """Do today's work once (from eight in the morning, Vienna), and close rounds whose time is over.

    Say whether today's work was done now.
    """
    for over in Round.objects.over():
        close_round(over.key)
    now = timezone.localtime()
    return now.hour >= HOUR and run_once(TURN, f"{now:%Y-%m-%d}", lambda: _do_day(now.date()))


def _do_day(today: date) -> None:
    for asked in Round.objects.open():
        if _reminder_is_due(asked, today):
            remind_all(asked.key, by=None)
        if asked.escalates_on and asked.escalates_on <= today:
            escalate(asked.key)
    for closed in Round.objects.filter(closed_at__gt=timezone.now() - ON_THEIR_WAY):
        forget_links(closed)


def _reminder_is_due(asked: Round, today: date) -> bool:
    """Whether a reminder day came since the last reminder; a day the scheduler slept through is made up."""
    day = asked.last_reminder_day(today)
    if day is None:
        return False
    steps = [reminder_on(day + timedelta(days=since)) for since in range((today - day).days + 1)]
    return not Job.objects.filter(kind=KIND, subject=str(asked.key), parameters__step__in=steps).exists()


class Reminders(NamedTuple):
    """Whom a press would remind, and whom it passes over: reminded today, or not to be reached by mail."""

    people: int
    today: int
    unreachable: int


def reminders_of(asked: Round) -> Reminders:
    rows: Any = Confirmation.objects.standing_there().filter(round=asked)
    silent = rows.filter(stands__in=SILENT)
    today = timezone.localdate()
    if _are_being_written(asked, today):
        told = silent.count()
    else:
        told = silent.filter(reminded_at__date=today).count()
    return Reminders(silent.count() - told, told, rows.filter(stands__in=UNREACHABLE).count())


def _are_being_written(asked: Round, today: date) -> bool:
    jobs = Job.objects.open().filter(kind=KIND, subject=str(asked.key))
    return jobs.filter(parameters__step=reminder_on(today)).exists()


def remind_all(key: UUID, *, by: User | None) -> Job:
    """Remind everybody who is silent and can be reached; once a day, however often it is asked."""
    asked = Round.objects.get(key=key)
    return request_letters(asked, reminder_on(timezone.localdate()), by=by)
