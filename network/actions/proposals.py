"""Ask for acts of a State: what is asked changes nothing until the secretariat accepts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from network.actions.contacts import NewAgency
from network.models import Appointment, EndReason, Origin, Person, Proposal, ProposalKind, ProposalStatus
from nfp_portal.accounts.models import Role, User


class Successor(NamedTuple):
    """Whom somebody who leaves names as the next in line; the State's own nomination is another act."""

    given_name: str
    family_name: str
    function: str
    email: str


@dataclass(frozen=True)
class Asked:
    """How something is asked: by whom (None: by a confirmation link), in which words, by which instrument.

    `key` makes it one and the same proposal however often the button is pressed.
    """

    by: User | None
    note: str = ""
    instrument: Mapping[str, Any] = field(default_factory=dict)
    key: UUID = field(default_factory=uuid4)

    @property
    def facts(self) -> dict[str, Any]:
        origin = origin_of(self.by)
        return {"submitted_by": self.by, "origin": origin, "note": self.note, **self.instrument}

    def once(self, **facts: Any) -> Proposal:
        """Make the proposal, or give the one that a first press of the button made."""
        same = {"key": self.key, "submitted_by": self.by}
        return Proposal.objects.get_or_create(**same, defaults=facts | self.facts)[0]


@transaction.atomic
def nominate(state_id: int, values: Mapping[str, Any], asked: Asked) -> Proposal:
    """Ask that somebody be appointed for a State.

    `values` holds `person_id` (an entry of the directory) or `entry` (contact fields of a new one) and
    `new_agency` (name, kind), `starts_on`, `ends_on`, `primary` (whether to be first contact), `succeeds`
    (an appointment) and `predecessor_ends_on`; each may be missing but `starts_on`.
    """
    stored = {name: as_json(value) for name, value in values.items()}
    return asked.once(
        kind=ProposalKind.NOMINATE,
        state_id=state_id,
        person_id=values.get("person_id"),
        values=stored,
    )


def propose_end(  # noqa: PLR0913 - an end is made of these
    appointment_id: int,
    *,
    on: date,
    reason: EndReason,
    successor: Successor | None,
    by: User | None,
    note: str = "",
) -> Proposal:
    """Ask that an appointment end, so that `on` is the first day it is not in force.

    `by` is None for who came by a confirmation link. What came by the same way before and still waits is
    withdrawn: the newest word counts.
    """
    named = successor._asdict() if successor else None
    values = {"on": on, "reason": reason.value, "successor": named}
    return ask_end(appointment_id, values, Asked(by, note))


@transaction.atomic
def ask_end(appointment_id: int, values: Mapping[str, Any], asked: Asked) -> Proposal:
    """Ask for an end with its `on`, `reason` and `successor`; the appointment's row is locked meanwhile."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    earlier = Proposal.objects.filter(appointment=appointment, kind=ProposalKind.END).exclude(key=asked.key)
    earlier.filter(origin=origin_of(asked.by), status=ProposalStatus.WAITING).update(
        status=ProposalStatus.WITHDRAWN, decided_at=timezone.now()
    )
    return asked.once(
        kind=ProposalKind.END,
        state_id=appointment.state_id,
        person_id=appointment.person_id,
        appointment=appointment,
        values={name: as_json(value) for name, value in values.items()},
        before={"on": as_json(appointment.ends_on), "reason": appointment.end_reason},
        revision=appointment.revision,
    )


@transaction.atomic
def propose_correction(
    person_id: int,
    changes: Mapping[str, Any],
    asked: Asked,
    *,
    revision: int,
    new_agency: NewAgency | None = None,
) -> Proposal:
    """Ask that fields of an entry be corrected; `revision` is the one the form was opened on."""
    person = Person.objects.select_for_update().get(pk=person_id)
    values = {name: as_json(value) for name, value in changes.items()}
    before = {name: as_json(getattr(person, name)) for name in changes}
    if new_agency:
        values["new_agency"] = [new_agency.name, new_agency.kind]
        before["new_agency"] = None
    return asked.once(
        kind=ProposalKind.CORRECT,
        state_id=person.state_id,
        person=person,
        values=values,
        before=before,
        revision=revision,
    )


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def origin_of(by: User | None) -> Origin:
    if by is None:
        return Origin.CONFIRMATION
    return Origin.DELEGATION if by.role == Role.DELEGATION else Origin.FOCAL_POINT
