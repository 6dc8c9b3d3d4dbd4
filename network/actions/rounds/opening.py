"""Open a round as one act, and close it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from network.actions.rounds.letters import ASK, request_letters, tell_opener, withhold_all
from network.actions.rounds.report import request_report
from network.models import Appointment, Confirmation, Person, Round, RoundKind, State
from network.verification.tally import tally_of
from nfp_portal.accounts.models import User

# A verification as it is proposed; days count from the opening.
ROUND_DAYS = 28
REMINDER_DAYS, ESCALATION_DAY = (7, 14), 21
CHECK_LASTS = timedelta(hours=48)
# No round is planned for longer.
LONGEST_ROUND = timedelta(days=730)


class NobodyToAskError(Exception):
    """None of the States asked has a focal point in force."""


class OpenAlreadyError(Exception):
    """A round of this kind is open already; carries it."""

    def __init__(self, other: Round) -> None:
        super().__init__(f"The round “{other.title}” is still open.")
        self.other = other


@dataclass(frozen=True)
class Plan:
    """What a round will be. `states` are those asked; days count from the day of the opening."""

    title: str
    states: tuple[State, ...]
    closes_at: datetime
    kind: RoundKind = RoundKind.VERIFICATION
    reminder_days: tuple[int, ...] = ()
    escalation_day: int | None = None
    is_demonstration: bool = False


def people_to_ask(states: Iterable[State]) -> list[Appointment]:
    """The appointments in force today, one for each person: rather that of a first contact (1 query)."""
    today = timezone.localdate()
    rows = (
        Appointment.objects.in_force()
        .filter(state__in=list(states))
        .select_related("person__user", "person__agency", "person__organisation", "state")
    )
    last_wins = sorted(rows.order_by("-pk"), key=lambda each: each.is_primary_on(today))
    first = {appointment.person_id: appointment for appointment in last_wins}
    return sorted(first.values(), key=lambda each: (each.state.name, each.person.family_name, each.pk))


@transaction.atomic
def open_round(plan: Plan, *, by: User | None) -> Round:
    """Ask everyone who speaks for the States of the plan; the letters leave by a worker.

    Raises `OpenAlreadyError` while another of the kind is open, `NobodyToAskError`.
    """
    same_kind = Round.objects.open().filter(kind=plan.kind)
    if other := same_kind.first():
        raise OpenAlreadyError(other)
    appointments = people_to_ask(plan.states)
    if not appointments:
        raise NobodyToAskError
    try:
        with transaction.atomic():
            opened = _round(plan, by)
    except IntegrityError:  # somebody opened one in the same moment
        if other := same_kind.first():
            raise OpenAlreadyError(other) from None
        raise
    Confirmation.objects.bulk_create(_confirmation(opened, each) for each in appointments)
    request_letters(opened, ASK, by=by)
    return opened


def _round(plan: Plan, by: User | None) -> Round:
    opened = Round.objects.create(
        kind=plan.kind,
        title=plan.title,
        closes_at=plan.closes_at,
        reminder_days=sorted(plan.reminder_days),
        escalation_day=plan.escalation_day,
        opened_by=by,
        is_demonstration=plan.is_demonstration,
    )
    opened.states.set(plan.states)
    return opened


def _confirmation(opened: Round, appointment: Appointment) -> Confirmation:
    person: Person = appointment.person
    return Confirmation(
        round=opened,
        person=person,
        state=appointment.state,
        appointment=appointment,
        language=person.language_of_mail,
    )


@transaction.atomic
def close_round(key: UUID) -> Round:
    """Take no more answers, and send nothing that has not left; a worker makes the closing report.

    Who opened the round is told. Twice is as good as once.
    """
    closed = Round.objects.select_for_update().get(key=key)
    if closed.closed_at is None:
        closed.closed_at = timezone.now()
        closed.save(update_fields=["closed_at"])
        withhold_all(closed)
        request_report(tally_of(closed), by=None)
        tell_opener(closed)
    return closed
