"""Request acts of a State: a request changes nothing until the secretariat accepts it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from network.actions.appointments import lock_acts
from network.models import Appointment, Person
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus
from network.proposals.values import Correction, End, FormerEnd, Nomination
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.stale import expect

# What makes two filings request the same.
SAME = ("kind", "state_id", "person_id", "values")


@dataclass(frozen=True)
class Filing:
    """How a request is filed: by whom (None: by a confirmation link), with which note, by which instrument.

    `key` makes it one and the same proposal however often the form is sent.
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
        """Return the proposal of these facts that this form has created before."""
        rows = Proposal.objects.filter(key__in=(self.key, self._other_key(facts))).order_by("pk")
        return next((each for each in rows if self._is_same(each, facts)), None)

    def create(self, facts: Mapping[str, Any]) -> Proposal:
        """Create the proposal; a key that another one has already, as after the Back button, is replaced."""
        taken = Proposal.objects.filter(key=self.key).exists()
        key = self._other_key(facts) if taken else self.key
        return Proposal.objects.create(key=key, **facts, **self.facts)

    def _is_same(self, proposal: Proposal, facts: Mapping[str, Any]) -> bool:
        own = {name: facts[name] for name in SAME if name in facts} | self.facts
        own.pop("instrument_file", None)
        return all(getattr(proposal, name) == value for name, value in own.items())

    def _other_key(self, facts: Mapping[str, Any]) -> UUID:
        content = [facts.get("person_id"), facts["values"], self.note, self.by.pk if self.by else None]
        return uuid5(self.key, json.dumps(content, sort_keys=True, default=str))


@transaction.atomic
def nominate(state_id: int, nomination: Nomination, filing: Filing) -> Proposal:
    """Request that somebody be appointed for a State."""
    lock_acts(state_id)
    facts: dict[str, Any] = {
        "kind": ProposalKind.NOMINATE,
        "state_id": state_id,
        "person_id": nomination.person_id,
        "values": nomination.to_json(),
    }
    return filing.earlier(facts) or filing.create(facts)


@transaction.atomic
def request_end(appointment_id: int, end: End, filing: Filing) -> Proposal:
    """Request that an appointment end; the State's acts wait meanwhile.

    What was requested before in the same way and still waits is withdrawn: the newest request counts.
    """
    lock_acts(Appointment.objects.values_list("state", flat=True).get(pk=appointment_id))
    appointment = Appointment.objects.get(pk=appointment_id)
    facts: dict[str, Any] = {
        "kind": ProposalKind.END,
        "state_id": appointment.state_id,
        "person_id": appointment.person_id,
        "appointment": appointment,
        "values": end.to_json(),
        "before": FormerEnd(appointment.ends_on, appointment.end_reason).to_json(),
        "revision": appointment.revision,
    }
    if same := filing.earlier(facts):
        return same
    before = Proposal.objects.filter(appointment=appointment, kind=ProposalKind.END)
    before.filter(origin=origin_of(filing.by), status=ProposalStatus.WAITING).update(
        status=ProposalStatus.WITHDRAWN, decided_at=timezone.now()
    )
    return filing.create(facts)


@transaction.atomic
def request_correction(person_id: int, correction: Correction, filing: Filing, *, revision: int) -> Proposal:
    """Request that fields of an entry be corrected; `revision` is the one the form was opened on.

    Raises `StaleError` for an entry that has another revision by now.
    """
    person = Person.objects.get(pk=person_id)
    if person.state_id is not None:
        lock_acts(person.state_id)
    before = Correction({name: getattr(person, name) for name in correction.changes})
    facts: dict[str, Any] = {
        "kind": ProposalKind.CORRECT,
        "state_id": person.state_id,
        "person_id": person.pk,
        "values": correction.to_json(),
        "before": before.to_json(),
        "revision": revision,
    }
    if same := filing.earlier(facts):
        return same
    expect(person, revision)
    return filing.create(facts)


def predecessor_of(proposal: Proposal) -> Appointment | None:
    """Return the appointment a nominee is to succeed, if it is still in the record and of this State."""
    rows = Appointment.objects.filter(pk=proposal.nomination.succeeds or 0, state=proposal.state_id)
    return rows.select_related("person").first()


def follow_appointment(target: Appointment, duplicate: Appointment) -> None:
    """Let nominations that are to succeed an appointment succeed the one it was united with."""
    for proposal in Proposal.objects.open().to_succeed(duplicate):
        proposal.values = replace(proposal.nomination, succeeds=target.pk).to_json()
        proposal.save(update_fields=["values"])


def origin_of(by: User | None) -> Origin:
    if by is None:
        return Origin.CONFIRMATION
    return Origin.DELEGATION if by.role == Role.DELEGATION else Origin.FOCAL_POINT
