"""Ask for acts of a State: what is asked changes nothing until the secretariat accepts it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from network.actions.appointments import lock_acts
from network.actions.contacts import NewAgency
from network.models import Appointment, EndReason, Person
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.stale import expect

# What makes two presses ask for the same.
SAME = ("kind", "state_id", "person_id", "values")


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

    def earlier(self, facts: Mapping[str, Any]) -> Proposal | None:
        """Find the proposal of these facts that a first press of the button made."""
        asked = Proposal.objects.filter(key__in=(self.key, self._other_key(facts))).order_by("pk")
        return next((each for each in asked if self._is_same(each, facts)), None)

    def make(self, facts: Mapping[str, Any]) -> Proposal:
        """Make the proposal; a key that another one has already, as after the Back button, is replaced."""
        taken = Proposal.objects.filter(key=self.key).exists()
        key = self._other_key(facts) if taken else self.key
        return Proposal.objects.create(key=key, **facts, **self.facts)

    def once(self, facts: Mapping[str, Any]) -> Proposal:
        """Make the proposal, or give the one that a first press made; the State's acts are locked."""
        return self.earlier(facts) or self.make(facts)

    def _is_same(self, proposal: Proposal, facts: Mapping[str, Any]) -> bool:
        asked = {name: facts[name] for name in SAME if name in facts} | self.facts
        asked.pop("instrument_file", None)
        return all(getattr(proposal, name) == value for name, value in asked.items())

    def _other_key(self, facts: Mapping[str, Any]) -> UUID:
        content = [facts.get("person_id"), facts["values"], self.note, self.by.pk if self.by else None]
        return uuid5(self.key, json.dumps(content, sort_keys=True, default=str))


@transaction.atomic
def nominate(state_id: int, values: Mapping[str, Any], asked: Asked) -> Proposal:
    """Ask that somebody be appointed for a State.

    `values` holds `person_id` (an entry of the directory) or `entry` (contact fields of a new one) and
    `new_agency` (name, kind), `starts_on`, `ends_on`, `primary` (whether to be first contact), `succeeds`
    (an appointment), `predecessor_ends_on` and `named_by` (the entry of who asked without an account); each
    may be missing but `starts_on`.
    """
    lock_acts(state_id)
    stored = {name: as_json(value) for name, value in values.items()}
    person_id = values.get("person_id")
    facts: dict[str, Any] = {
        "kind": ProposalKind.NOMINATE,
        "state_id": state_id,
        "person_id": person_id,
        "values": stored,
    }
    return asked.once(facts)


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
    """Ask for an end with its `on`, `reason` and `successor`; the State's acts wait meanwhile."""
    lock_acts(Appointment.objects.values_list("state", flat=True).get(pk=appointment_id))
    appointment = Appointment.objects.get(pk=appointment_id)
    facts: dict[str, Any] = {
        "kind": ProposalKind.END,
        "state_id": appointment.state_id,
        "person_id": appointment.person_id,
        "appointment": appointment,
        "values": {name: as_json(value) for name, value in values.items()},
        "before": {"on": as_json(appointment.ends_on), "reason": appointment.end_reason},
        "revision": appointment.revision,
    }
    if same := asked.earlier(facts):
        return same
    before = Proposal.objects.filter(appointment=appointment, kind=ProposalKind.END)
    before.filter(origin=origin_of(asked.by), status=ProposalStatus.WAITING).update(
        status=ProposalStatus.WITHDRAWN, decided_at=timezone.now()
    )
    return asked.make(facts)


@transaction.atomic
def propose_correction(
    person_id: int,
    changes: Mapping[str, Any],
    asked: Asked,
    *,
    revision: int,
    new_agency: NewAgency | None = None,
) -> Proposal:
    """Ask that fields of an entry be corrected; `revision` is the one the form was opened on.

    Raises `StaleError` for an entry that is no more at it.
    """
    person = Person.objects.get(pk=person_id)
    if person.state_id is not None:
        lock_acts(person.state_id)
    values = {name: as_json(value) for name, value in changes.items()}
    before = {name: as_json(getattr(person, name)) for name in changes}
    if new_agency:
        values["new_agency"] = [new_agency.name, new_agency.kind]
        before["new_agency"] = None
    facts: dict[str, Any] = {
        "kind": ProposalKind.CORRECT,
        "state_id": person.state_id,
        "person_id": person.pk,
        "values": values,
        "before": before,
        "revision": revision,
    }
    if same := asked.earlier(facts):
        return same
    expect(person, revision)
    return asked.make(facts)


def predecessor_of(proposal: Proposal) -> Appointment | None:
    """The appointment a nominee is to succeed, if it is still in the record and of this State."""
    key = proposal.values.get("succeeds")
    rows = Appointment.objects.filter(pk=key or 0, state=proposal.state_id)
    return rows.select_related("person").first()


def follow_appointment(target: Appointment, duplicate: Appointment) -> None:
    """Let nominations that are to succeed an appointment succeed the one it was united with."""
    for proposal in Proposal.objects.open().filter(values__succeeds=duplicate.pk):
        proposal.values["succeeds"] = target.pk
        proposal.save(update_fields=["values"])


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def origin_of(by: User | None) -> Origin:
    if by is None:
        return Origin.CONFIRMATION
    return Origin.DELEGATION if by.role == Role.DELEGATION else Origin.FOCAL_POINT
