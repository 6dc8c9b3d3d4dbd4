"""What a focal point answers, by the link, on the portal or by telephone.

An answer may be given again until the round closes; the last one counts. The round is locked first, then
the row, then the entry.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from network.actions import contacts
from network.actions.appointments import lock_acts
from network.actions.contacts import NewAgency
from network.actions.rounds.addresses import ask_for_address, take_out_clash
from network.actions.rounds.leaving import appointment_of, propose_leaving, withdraw_leaving
from network.actions.rounds.letters import tell_former_address, withhold
from network.models import Answer, Confirmation, Person, Round, Way
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import StaleError


class RoundClosedError(Exception):
    """The round takes no more answers."""


class AppointmentEndedError(Exception):
    """Who is asked is no longer a focal point."""


class Confirmed(NamedTuple):
    """An entry confirmed on its page, and the row of the open round that took it for the answer."""

    person: Person
    row: Confirmation | None = None


class Leaving(NamedTuple):
    """A focal point's last day in the function, and who follows as far as it is known."""

    last_day: date
    given_name: str = ""
    family_name: str = ""
    function: str = ""
    email: str = ""


@dataclass(frozen=True)
class _Given:
    """How an answer came in."""

    way: Way
    by: User | None = None
    note: str = ""


BY_LINK = _Given(Way.LINK)


@transaction.atomic
def confirm(key: UUID, *, revision: int) -> Confirmation:
    """Note by the link that the whole entry is correct; pressed twice it is confirmed once.

    Raises `RoundClosedError`, `AppointmentEndedError` and, where the entry is no longer at `revision`,
    `StaleError`.
    """
    row = _open(key)
    _confirm_entry(row, revision)
    return _answered(row, Answer.CONFIRMED, BY_LINK)


def _confirm_entry(row: Confirmation, revision: int) -> None:
    try:
        contacts.confirm_entry(row.person_id, revision=revision)
    except StaleError as stale:
        if not _is_repeated(row, stale.row, revision):
            raise


def _is_repeated(row: Confirmation, person: Person, revision: int) -> bool:
    """Whether the one change since was this very answer, pressed twice."""
    is_same = row.answer == Answer.CONFIRMED and row.way == Way.LINK
    return is_same and person.revision == revision + 1 and person.confirmed_on == timezone.localdate()


@transaction.atomic
def change(
    key: UUID, changes: Mapping[str, Any], *, revision: int, new_agency: NewAgency | None = None
) -> Confirmation:
    """Change the entry by the link, which confirms the rest; a former e-mail is told. Raises as `confirm`.

    An address that another entry has becomes a request to the secretariat. `IntegrityError` where somebody
    takes it in this moment: the next try sees it.
    """
    row = _open(key)
    former = row.person.email
    own, clashing = take_out_clash(row, changes)
    own["confirmed_on"] = timezone.localdate()
    person = contacts.update_contact(row.person_id, own, revision=revision, new_agency=new_agency)
    if clashing:
        ask_for_address(row, person, clashing)
    if former and "email" in changes:
        tell_former_address(row, former)
    is_change = bool(changes or new_agency)
    return _answered(row, Answer.CHANGED if is_change else Answer.CONFIRMED, BY_LINK)


@transaction.atomic
def leave(key: UUID, leaving: Leaving) -> Confirmation:
    """Note by the link that the focal point leaves, and propose it to the State's delegation.

    The entry and the appointment stay until staff decide. Raises `RoundClosedError`, `AppointmentEndedError`.
    """
    row = _open(key)
    if row.answer == Answer.LEFT and _leaving_of(row) == leaving:
        return row
    lock_acts(row.state_id)  # before the proposals, as who decides on them
    withdraw_leaving(row)
    row.last_day = leaving.last_day
    for name in _SUCCESSOR:
        setattr(row, f"successor_{name}", getattr(leaving, name))
    _write(row, Answer.LEFT, BY_LINK)
    propose_leaving(row, leaving.last_day)
    return row


_SUCCESSOR = ("given_name", "family_name", "function", "email")


def _leaving_of(row: Confirmation) -> Leaving:
    return Leaving(row.last_day or date.min, *(getattr(row, f"successor_{name}") for name in _SUCCESSOR))


@transaction.atomic
def answer_here(key: UUID) -> Confirmation:
    """Note that a communication check reached somebody; the first press counts. Raises as `confirm`."""
    row = _open(key)
    return row if row.is_answered else _answered(row, Answer.CONFIRMED, BY_LINK)


@transaction.atomic
def confirm_by_telephone(key: UUID, *, note: str, by: User) -> Confirmation:
    """Note for somebody who was called that the entry is correct. Raises as `confirm`."""
    row = _open(key)
    if not row.round.is_check:
        person = Person.objects.select_for_update().get(pk=row.person_id)
        contacts.confirm_entry(person.pk, revision=person.revision)
    return _answered(row, Answer.CONFIRMED, _Given(Way.TELEPHONE, by, note))


@transaction.atomic
def confirm_on_the_portal(person_id: int, *, revision: int, by: User | None) -> Confirmed:
    """Confirm an entry from its page; pressed by its owner it is the answer to an open round of verification.

    What somebody else presses is no answer: who called notes that as an answer by telephone. Raises
    `StaleError`.
    """
    if by is None or not Person.objects.filter(pk=person_id, user=by).exists():
        return Confirmed(contacts.confirm_entry(person_id, revision=revision))
    asked = Round.objects.open().verifications().filter(confirmations__person=person_id).first()
    key = asked and asked.confirmations.values_list("key", flat=True).get(person=person_id)
    row = None
    with suppress(RoundClosedError, AppointmentEndedError):
        row = _answered(_open(key), Answer.CONFIRMED, _Given(Way.PORTAL, by)) if key else None
    return Confirmed(contacts.confirm_entry(person_id, revision=revision), row)


def lock_rounds(person_id: int) -> None:
    """Let nobody answer or close the open rounds that ask this person, until the transaction ends."""
    rounds = Round.objects.open().filter(confirmations__person=person_id).order_by("pk")
    list(rounds.select_for_update(of=["self"], no_key=True))


def unite_answers(kept: Person, gone: Person) -> None:
    """Where an open round asked both entries of one person, let the newer answer be that of the kept one.

    The other row waits for nobody any more, so that one person is counted once.
    """
    rows = Confirmation.objects.select_for_update(of=["self"]).select_related("round")
    answered = rows.filter(person=gone, round__closed_at=None).exclude(answer=Answer.WAITING)
    unanswered = Confirmation()
    for old in answered.filter(round__confirmations__person=kept).order_by("pk"):
        own = rows.get(round=old.round_id, person=kept)
        if own.answered_at is None or (old.answered_at and old.answered_at > own.answered_at):
            for name in _ANSWER:
                setattr(own, name, getattr(old, name))
            own.save()
            withhold(own)
        _take_back_what_lost(own, old)
        for name in _ANSWER:
            setattr(old, name, getattr(unanswered, name))
        old.save()


def _take_back_what_lost(own: Confirmation, old: Confirmation) -> None:
    """Let nobody be asked to end whom the answer that counts has kept."""
    if own.answer != Answer.LEFT:
        withdraw_leaving(own)
        withdraw_leaving(old)


# All that an answer writes into its row.
_ANSWER = (
    *("answer", "answered_at", "way", "answered_by", "note", "last_day"),
    *(f"successor_{name}" for name in _SUCCESSOR),
)


def _open(key: UUID) -> Confirmation:
    """The row, locked after its round, so that nobody answers what is being closed."""
    Round.objects.select_for_update(no_key=True).get(confirmations__key=key)
    rows = Confirmation.objects.select_for_update(of=["self"]).select_related("round", "person", "state")
    row = rows.get(key=key)
    if not row.round.is_open:
        raise RoundClosedError
    if not is_in_force(row):
        raise AppointmentEndedError
    return row


def is_in_force(row: Confirmation) -> bool:
    """Whether the person is a focal point of the State today, or will still be."""
    return appointment_of(row) is not None


def _answered(row: Confirmation, answer: Answer, given: _Given) -> Confirmation:
    withdraw_leaving(row)
    row.last_day = None
    for name in _SUCCESSOR:
        setattr(row, f"successor_{name}", "")
    return _write(row, answer, given)


def _write(row: Confirmation, answer: Answer, given: _Given) -> Confirmation:
    row.answer, row.way, row.answered_by, row.note = answer, given.way, given.by, given.note
    row.answered_at = timezone.now()
    row.save()
    withhold(row)
    return row
