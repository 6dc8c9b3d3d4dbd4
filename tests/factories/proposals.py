"""Proposals for tests."""

from itertools import count
from typing import Any

from network.proposals.models import Origin, Proposal, ProposalKind
from tests.factories.network import make_appointment, state

_numbers = count(1)


def make_proposal(iso2: str = "AT", *, kind: ProposalKind = ProposalKind.NOMINATE, **facts: Any) -> Proposal:
    """Make a proposal as a delegation submits it; an end and a correction concern an appointed person."""
    given: dict[str, Any] = {"origin": Origin.DELEGATION, "state": state(iso2)}
    if kind == ProposalKind.NOMINATE:
        entry = {"given_name": "Eva", "family_name": "Neu", "email": f"eva{next(_numbers)}@example.org"}
        given["values"] = {"entry": entry, "starts_on": "2027-01-01"}
    else:
        given |= _target(iso2, kind) | {"revision": 1}
    return Proposal.objects.create(kind=kind, **given | facts)


def _target(iso2: str, kind: ProposalKind) -> dict[str, Any]:
    appointment = make_appointment(iso2)
    if kind == ProposalKind.CORRECT:
        values, before = {"function": "Head of Unit"}, {"function": ""}
        return {"person": appointment.person, "values": values, "before": before}
    change: dict[str, Any] = {
        "values": {"on": "2027-01-01", "reason": "new_duties"},
        "before": {"on": None, "reason": ""},
    }
    return change | {"person": appointment.person, "appointment": appointment}
