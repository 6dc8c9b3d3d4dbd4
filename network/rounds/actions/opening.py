"""Open a round as one act, and close it."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from network.rounds.actions.letters import notify_opener, request_letters, withhold_all
from network.rounds.actions.report import request_report
from network.rounds.kinds import Kind, Plan, Step, kind_named, kind_of
from network.rounds.models import Addressee, Round
from network.rounds.tally import tally_of
from nfp_portal.accounts.models import User


class NobodyToAskError(Exception):
    """The plan asks nobody."""


class OpenAlreadyError(Exception):
    """A round of this kind and scope is open already; carries it."""

    def __init__(self, other: Round) -> None:
        super().__init__(f"The round “{other.title}” is still open.")
        self.other = other


@transaction.atomic
def open_round(plan: Plan, *, by: User | None) -> Round:
    """Ask everyone whom the plan's kind names; the letters are sent by a worker.

    Raises `OpenAlreadyError` while another of the kind and scope is open, `NobodyToAskError`.
    """
    same = Round.objects.open().filter(kind=plan.kind, scope=plan.scope)
    if other := same.first():
        raise OpenAlreadyError(other)
    kind = kind_named(plan.kind)
    addressees = kind.addressees(plan)
    if not addressees:
        raise NobodyToAskError
    try:
        with transaction.atomic():
            opened = _round(plan, by)
    except IntegrityError:  # somebody opened one in the same moment
        if other := same.first():
            raise OpenAlreadyError(other) from None
        raise
    add_addressees(opened, kind, addressees)
    request_letters(opened, Step.ASK, by=by)
    return opened


def _round(plan: Plan, by: User | None) -> Round:
    opened = Round.objects.create(
        kind=plan.kind,
        scope=plan.scope,
        title=plan.title,
        closes_at=plan.closes_at,
        late_days=plan.late_days,
        reminders_on=sorted(plan.reminders_on),
        escalates_on=plan.escalates_on,
        opened_by=by,
        is_demonstration=plan.is_demonstration,
    )
    opened.states.set(plan.states)
    return opened


def add_addressees(opened: Round, kind: Kind, addressees: list[Addressee]) -> list[Addressee]:
    for addressee in addressees:
        addressee.round = opened
    rows = Addressee.objects.bulk_create(addressees)
    kind.prepare(rows)
    return rows


@transaction.atomic
def close_round(key: UUID) -> Round:
    """Take no more answers, and send nothing that has not left; a worker makes the closing report.

    Who opened the round is notified. Closing twice is the same as once.
    """
    closed = Round.objects.select_for_update().get(key=key)
    if closed.closed_at is None:
        closed.closed_at = timezone.now()
        closed.save(update_fields=["closed_at"])
        withhold_all(closed)
        request_report(tally_of(closed), by=None)
        notify_opener(closed)
        kind_of(closed).on_close(closed)
    return closed
