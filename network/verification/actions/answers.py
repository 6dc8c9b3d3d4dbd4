"""What a focal point answers, by the link, on the portal or to the secretariat on the telephone.

The round is locked first, then the addressee, then the entry.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.actions import contacts
from network.actions.appointments import lock_acts
from network.models import NewAgency, Person
from network.rounds.actions.answers import (
    BY_LINK,
    GivenAnswer,
    NoLongerAskedError,
    RoundClosedError,
    lock_addressee,
    record,
)
from network.rounds.models import Addressee, Channel
from network.verification import letters
from network.verification.actions.addresses import ask_for_address, take_out_clash
from network.verification.actions.leaving import propose_leaving, withdraw_leaving
from network.verification.models import SUCCESSOR, VERIFICATION, Answer, Confirmation
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE
from nfp_portal.revisions.stale import StaleError


class ConfirmedEntry(NamedTuple):
    """An entry confirmed on its page, and the addressee of the open round that took it for the answer."""

    person: Person
    row: Addressee | None = None


class Leaving(NamedTuple):
    """A focal point's last day in the function, and who follows as far as it is known."""

    last_day: date
    given_name: str = ""
    family_name: str = ""
    function: str = ""
    email: str = ""


@transaction.atomic
def confirm(key: UUID, *, revision: int) -> Addressee:
    """Note by the link that the whole entry is correct; sent twice it is confirmed once.

    Raises `RoundClosedError`, `NoLongerAskedError` and, where the entry is no longer at `revision`,
    `StaleError`.
    """
    row = lock_addressee(key)
    _confirm_entry(row, revision)
    return _answer(row, Answer.CONFIRMED, BY_LINK)


def _confirm_entry(row: Addressee, revision: int) -> None:
    try:
        contacts.confirm_entry(_person_id(row), revision=revision)
    except StaleError as stale:
        if not _is_repeated(row, stale.row, revision):
            raise


def _person_id(row: Addressee) -> int:
    assert row.person_id is not None  # noqa: S101 - both kinds ask people
    return row.person_id


def _is_repeated(row: Addressee, person: Person, revision: int) -> bool:
    """Whether the one change since was this very answer, sent twice."""
    answer = Confirmation.objects.filter(addressee=row, answer=Answer.CONFIRMED)
    is_same = row.channel == Channel.LINK and answer.exists()
    return is_same and person.revision == revision + 1 and person.confirmed_on == timezone.localdate()


@transaction.atomic
def change(
    key: UUID,
    changes: Mapping[str, Any],
    *,
    revision: int,
    language: str = settings.LANGUAGE_CODE,
    new_agency: NewAgency | None = None,
) -> Addressee:
    """Change the entry by the link, which confirms the rest; a former address is written to in `language`.

    Raises as `confirm`. An address that another entry has becomes a request to the secretariat.
    `IntegrityError` where somebody takes it in this moment: the next try sees it.
    """
    row = lock_addressee(key)
    person_id, former = _person_id(row), row.person.email if row.person else ""
    own, clashing = take_out_clash(row, changes)
    own["confirmed_on"] = timezone.localdate()
    person = contacts.update_contact(person_id, own, revision=revision, new_agency=new_agency)
    if clashing:
        ask_for_address(row, person, clashing)
    if former and "email" in changes:
        _notify_former_address(row, former, language)
    is_change = bool(changes or new_agency)
    return _answer(row, Answer.CHANGED if is_change else Answer.CONFIRMED, BY_LINK)


def _notify_former_address(row: Addressee, address: str, language: str) -> None:
    """Let the address that an answer replaced know, in case that it was not its owner who answered.

    Only the first one of a round: the address the person had, not what the link's holder typed since.
    """
    letter = letters.address_changed(language)
    mail.post(
        to=address, **letter.parts, stream=NOTICE, headers=mail.AUTOMATIC_HEADERS, key=f"moved-{row.key}"
    )


@transaction.atomic
def leave(key: UUID, leaving: Leaving) -> Addressee:
    """Note by the link that the focal point leaves, and propose it to the State's delegation.

    The entry and the appointment stay until staff decide. Raises `RoundClosedError`, `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    answer = Confirmation.objects.filter(addressee=row).first()
    if answer and _leaving_of(answer) == leaving:
        return row
    lock_acts(row.represents_id or 0)  # before the proposals, as who decides on them
    withdraw_leaving(row)
    successor = {f"successor_{name}": getattr(leaving, name) for name in SUCCESSOR}
    answer = _write(row, Answer.LEFT, last_day=leaving.last_day, **successor)
    record(row, BY_LINK)
    propose_leaving(row, answer)
    return row


def _leaving_of(answer: Confirmation) -> Leaving | None:
    if answer.last_day is None:
        return None
    return Leaving(answer.last_day, *(getattr(answer, f"successor_{name}") for name in SUCCESSOR))


@transaction.atomic
def answer_check(
    key: UUID, channel: Channel = Channel.LINK, *, note: str = "", by: User | None = None
) -> Addressee:
    """Note that a check reached somebody; of answers by the link the first counts. Raises as `leave`."""
    row = lock_addressee(key)
    if row.is_answered and channel == Channel.LINK:
        return row
    return record(row, GivenAnswer(channel, by, note=note))


@transaction.atomic
def confirm_on_behalf(key: UUID, *, note: str, by: User) -> Addressee:
    """Note for somebody who was called that the entry is correct. Raises as `leave`."""
    row = lock_addressee(key)
    person = Person.objects.select_for_update().get(pk=_person_id(row))
    contacts.confirm_entry(person.pk, revision=person.revision)
    return _answer(row, Answer.CONFIRMED, GivenAnswer(Channel.ON_BEHALF, by, note=note))


@transaction.atomic
def confirm_on_the_portal(person_id: int, *, revision: int, by: User | None) -> ConfirmedEntry:
    """Confirm an entry from its page; by its owner it is the answer to an open verification.

    Confirmed by somebody else it is no answer: who called enters it on behalf. Raises `StaleError`.
    """
    if by is None or not Person.objects.filter(pk=person_id, user=by).exists():
        return ConfirmedEntry(contacts.confirm_entry(person_id, revision=revision))
    open_rows = Addressee.objects.filter(
        person=person_id, round__kind=VERIFICATION, round__closed_at=None
    ).order_by("pk")
    key = open_rows.values_list("key", flat=True).first()
    row = None
    with suppress(RoundClosedError, NoLongerAskedError):
        row = _answer(lock_addressee(key), Answer.CONFIRMED, GivenAnswer(Channel.PORTAL, by)) if key else None
    return ConfirmedEntry(contacts.confirm_entry(person_id, revision=revision), row)


def merge_confirmations(target: Addressee, duplicate: Addressee, *, is_newer: bool) -> None:
    """Let the answer that counts be the target's; nobody is asked to end whom it has kept."""
    own = Confirmation.objects.filter(addressee=target)
    other = Confirmation.objects.filter(addressee=duplicate)
    if is_newer:
        own.delete()
        other.update(addressee=target)
    else:
        other.delete()
    if not own.filter(answer=Answer.LEFT).exists():
        withdraw_leaving(target)
        withdraw_leaving(duplicate)


def _answer(row: Addressee, answer: Answer, given: GivenAnswer) -> Addressee:
    withdraw_leaving(row)
    _write(row, answer)
    return record(row, given)


def _write(row: Addressee, answer: Answer, **leaving: Any) -> Confirmation:
    nobody = {f"successor_{name}": "" for name in SUCCESSOR}
    values = {"answer": answer, "last_day": None} | nobody | leaving
    return Confirmation.objects.update_or_create(addressee=row, defaults=values)[0]
