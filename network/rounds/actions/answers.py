"""Record that an addressee has answered; what was answered is written by the room of the kind.

An answer may be given again until the round closes; the last one counts. The round is locked first, then the
addressee, then what the kind locks.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from network.models import Person
from network.rounds.actions.letters import withhold
from network.rounds.kinds import kind_of
from network.rounds.models import Addressee, Channel, Outcome, Round
from network.rounds.queries import with_end
from nfp_portal.accounts.models import User


class RoundClosedError(Exception):
    """The round takes no more answers."""


class NoLongerAskedError(Exception):
    """Nobody waits for an answer of this addressee any more."""


@dataclass(frozen=True)
class GivenAnswer:
    """How an answer came in; `name` is that of the mailbox whose link was used."""

    channel: Channel
    by: User | None = None
    name: str = ""
    note: str = ""


BY_LINK = GivenAnswer(Channel.LINK)


def lock_addressee(key: UUID) -> Addressee:
    """Return the addressee, locked after its round, so that nobody answers what is being closed.

    Call it in a transaction. Raises `RoundClosedError`, `NoLongerAskedError`.
    """
    Round.objects.select_for_update(no_key=True).get(addressees__key=key)
    rows = Addressee.objects.select_related("round", "person", "state", "organisation", "represents")
    row = rows.select_for_update(of=["self"]).get(key=key)
    if not row.round.is_open:
        raise RoundClosedError
    if with_end(Addressee.objects.filter(pk=row.pk)).filter(has_ended=True).exists():
        raise NoLongerAskedError
    return row


def record(row: Addressee, given: GivenAnswer, outcome: Outcome = Outcome.ANSWERED) -> Addressee:
    """Note the answer of a locked addressee and take back the letters that have not left."""
    row.outcome, row.channel, row.answered_by = outcome, given.channel, given.by
    row.answered_name, row.note = given.name, given.note
    row.answered_at = timezone.now()
    row.save()
    withhold(row)
    return row


def ask_again(row: Addressee) -> None:
    """Wait for another answer of a locked addressee, about something newer; the former one is in History."""
    _copy(Addressee(), row)


# All that an answer writes into the addressee's row.
_ANSWER = ("outcome", "answered_at", "channel", "answered_by", "answered_name", "note")


def lock_rounds(person_id: int) -> None:
    """Let nobody answer or close the open rounds that ask this person, until the transaction ends."""
    rounds = Round.objects.open().filter(addressees__person=person_id).order_by("pk")
    list(rounds.select_for_update(of=["self"], no_key=True))


def merge_answers(target: Person, duplicate: Person) -> None:
    """Where an open round asked both entries of one person, keep the newer answer for the target.

    The other row waits for nobody any more, so that one person is counted once.
    """
    rows = Addressee.objects.select_for_update(of=["self"]).select_related("round")
    answered = rows.filter(person=duplicate, round__closed_at=None).exclude(outcome=Outcome.WAITING)
    both = {"round__addressees__person": target, "round__addressees__about": F("about")}
    for old in answered.filter(**both).order_by("pk"):
        own = rows.get(round=old.round_id, person=target, about=old.about)
        is_newer = own.answered_at is None or bool(old.answered_at and old.answered_at > own.answered_at)
        kind_of(old.round).merge_answer(own, old, is_newer=is_newer)
        if is_newer:
            _copy(old, own)
            withhold(own)
        _copy(Addressee(), old)


def _copy(source: Addressee, row: Addressee) -> None:
    for name in _ANSWER:
        setattr(row, name, getattr(source, name))
    row.save()
