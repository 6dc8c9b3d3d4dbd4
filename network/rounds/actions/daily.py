"""What a round needs day by day: reminders on set days, the letter to delegations, the end."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from network.rounds.actions.escalation import escalate
from network.rounds.actions.letters import KIND, purge_links, reminder_on, request_letters
from network.rounds.actions.opening import close_round
from network.rounds.models import SILENT, UNREACHABLE, Addressee, Round
from network.rounds.queries import with_status
from nfp_portal.accounts.models import User
from nfp_portal.jobs.actions import run_once
from nfp_portal.jobs.models import Job

NAME = "rounds"
# Letters leave in the morning, when somebody is there to read them.
HOUR = 8
# So long after the closing links are purged that were on their way then.
ON_THEIR_WAY = timedelta(days=7)


def run_daily() -> bool:
    """Do today's work once (from eight in the morning, Vienna), and close rounds whose time is over.

    Say whether today's work was done now.
    """
    for past in Round.objects.past_their_end():
        close_round(past.key)
    now = timezone.localtime()
    return now.hour >= HOUR and run_once(NAME, f"{now:%Y-%m-%d}", lambda: _do_day(now.date()))


def _do_day(today: date) -> None:
    for round_ in Round.objects.open():
        if _reminder_is_due(round_, today):
            remind_all(round_.key, by=None)
        if round_.escalates_on and round_.escalates_on <= today:
            escalate(round_.key)
    for closed in Round.objects.filter(closed_at__gt=timezone.now() - ON_THEIR_WAY):
        purge_links(closed)


def _reminder_is_due(round_: Round, today: date) -> bool:
    """Whether a reminder day came since the last reminder; a day the scheduler missed is made up."""
    day = round_.last_reminder_day(today)
    if day is None:
        return False
    steps = [reminder_on(day + timedelta(days=since)) for since in range((today - day).days + 1)]
    return not Job.objects.filter(kind=KIND, subject=str(round_.key), parameters__step__in=steps).exists()


class Reminders(NamedTuple):
    """How many a click would remind, and how many not: reminded today, or not to be reached by mail."""

    due: int
    today: int
    unreachable: int


def reminders_of(round_: Round) -> Reminders:
    rows = with_status(Addressee.objects.filter(round=round_))
    silent = rows.filter(status__in=SILENT)
    today = timezone.localdate()
    if _are_being_written(round_, today):
        reminded = silent.count()
    else:
        reminded = silent.filter(reminded_at__date=today).count()
    return Reminders(silent.count() - reminded, reminded, rows.filter(status__in=UNREACHABLE).count())


def _are_being_written(round_: Round, today: date) -> bool:
    jobs = Job.objects.open().filter(kind=KIND, subject=str(round_.key))
    return jobs.filter(parameters__step=reminder_on(today)).exists()


def remind_all(key: UUID, *, by: User | None) -> Job:
    """Remind everybody who is silent and can be reached; once a day, however often it is requested."""
    round_ = Round.objects.get(key=key)
    return request_letters(round_, reminder_on(timezone.localdate()), by=by)
