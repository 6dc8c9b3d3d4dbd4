"""A proposal waits for a decision; the database enforces who may decide."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from network.actions.merging import merge
from network.models import EndReason
from network.proposals.actions.requests import (
    Filing,
    nominate,
    predecessor_of,
    request_end,
)
from network.proposals.models import Proposal, ProposalKind, ProposalStatus
from network.proposals.values import End, Nomination, Successor
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_delegate, state
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 1)


def test_an_end_somebody_asks_for_changes_nothing_yet() -> None:
    appointment = make_appointment("AT", ends_on=None)
    successor = Successor("Eva", "Neu", "Head of Unit", "eva.neu@example.org")
    proposal = request_end(
        appointment.pk, End(LAST, EndReason.SUCCEEDED, successor), Filing(None, "Thank you.")
    )
    appointment.refresh_from_db()
    assert appointment.ends_on is None
    assert (proposal.status, proposal.origin, proposal.revision) == ("waiting", "confirmation", 1)
    assert proposal.values == {"on": "2026-12-01", "reason": "succeeded", "successor": successor._asdict()}
    assert proposal.before == {"on": None, "reason": ""}


def test_a_second_request_of_the_same_origin_replaces_the_first() -> None:
    appointment = make_appointment("AT")
    earlier, later = (End(day, EndReason.LEFT_SERVICE) for day in (LAST, date(2026, 12, 31)))
    first = request_end(appointment.pk, earlier, Filing(None))
    by_delegation = request_end(appointment.pk, earlier, Filing(make_user(Role.DELEGATION)))
    second = request_end(appointment.pk, later, Filing(None))
    assert set(Proposal.objects.open()) == {by_delegation, second}
    first.refresh_from_db()
    assert first.status == ProposalStatus.WITHDRAWN


def decided(proposal: Proposal, **facts: Any) -> None:
    """Write a decision past all actions."""
    with transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**facts)


def test_a_nomination_needs_two_people_who_did_not_ask_for_it() -> None:
    asking, first, second = make_user(Role.DELEGATION), make_user(Role.EDITOR), make_user(Role.APPROVER)
    nomination = make_proposal("AT", submitted_by=asking)
    now = timezone.now()
    accepted = {"status": ProposalStatus.ACCEPTED, "decided_at": now}
    passed = {"passed_at": now}
    for wrong in (
        {"decided_by": second},
        {"decided_by": second, "passed_by": second, **passed},
        {"decided_by": second, "passed_by": asking, **passed},
        {"decided_by": asking, "passed_by": first, **passed},
        {"decided_by": None, "passed_by": first, **passed},
        {"decided_by": second, "passed_by": first},
    ):
        with pytest.raises(DatabaseError):
            decided(nomination, **accepted, **wrong)
    decided(nomination, status=ProposalStatus.PASSED, passed_by=first, **passed)
    decided(nomination, **accepted, decided_by=second)


@pytest.mark.parametrize("kind", [ProposalKind.END, ProposalKind.CORRECT])
def test_an_end_and_a_correction_need_one_who_did_not_ask_for_it(kind: ProposalKind) -> None:
    asking = make_user(Role.EDITOR)
    proposal = make_proposal("AT", kind=kind, submitted_by=asking)
    accepted = {"status": ProposalStatus.ACCEPTED, "decided_at": timezone.now()}
    for wrong in ({"decided_by": asking}, {"decided_by": None}):
        with pytest.raises(DatabaseError):
            decided(proposal, **accepted, **wrong)
    decided(proposal, **accepted, decided_by=make_user(Role.EDITOR))


def test_a_refusal_gives_its_reason() -> None:
    proposal = make_proposal("AT")
    declined = {"status": ProposalStatus.DECLINED, "decided_at": timezone.now()}
    by = make_user(Role.EDITOR)
    with pytest.raises(DatabaseError):
        decided(proposal, **declined, decided_by=by)
    decided(proposal, **declined, decided_by=by, reason="The note is not signed.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "appoint"},
        {"origin": "rumour"},
        {"status": "lost"},
        {"instrument_kind": "rumour"},
        {"kind": ProposalKind.END},
        {"kind": ProposalKind.CORRECT},
        {"status": ProposalStatus.PASSED},
        {"status": ProposalStatus.WITHDRAWN},
    ],
)
def test_the_database_refuses_inconsistent_proposals(wrong: dict[str, str]) -> None:
    with pytest.raises(DatabaseError):
        decided(make_proposal("AT"), **wrong)


def asked_by(user: User, key: UUID, **entry: str) -> Proposal:
    nomination = Nomination(LAST, entry={"given_name": "Eva", "family_name": "Neu"} | entry)
    return nominate(state("AT").pk, nomination, Filing(user, key=key))


def test_another_request_under_a_used_key_is_another_proposal() -> None:
    user, key = make_delegate("AT"), uuid4()
    first = asked_by(user, key)
    second = [asked_by(user, key, family_name="Ganz") for _press in range(2)]
    assert second[0] == second[1] != first
    assert [asked_by(user, key), second[0].subject] == [first, "Eva GANZ"]


def test_two_accounts_with_one_form_key_make_two_proposals() -> None:
    key = uuid4()
    first, second = (asked_by(make_delegate("AT"), key) for _number in range(2))
    assert first != second
    assert first.submitted_by != second.submitted_by


def test_an_end_asked_again_under_a_used_key_replaces_the_first() -> None:
    appointment, user, key = make_appointment("AT"), make_delegate("AT"), uuid4()
    ends = [End(day, EndReason.NEW_DUTIES) for day in (LAST, LAST, date(2026, 12, 31))]
    requests = [request_end(appointment.pk, end, Filing(user, key=key)) for end in ends]
    assert requests[0] == requests[1] != requests[2]
    assert Proposal.objects.open().get() == requests[2]


def test_a_nomination_follows_the_predecessors_appointment_when_it_is_united() -> None:
    former = make_appointment("AT")
    nomination = Nomination(LAST, entry={"family_name": "Neu"}, succeeds=former.pk)
    proposal = nominate(state("AT").pk, nomination, Filing(make_delegate("AT")))
    kept = make_appointment("AT").person
    merge(kept.pk, former.person.pk, taken=(), revisions=(1, 1))
    proposal.refresh_from_db()
    assert predecessor_of(proposal) == kept.appointments.get()


def test_a_proposal_is_of_its_appointments_state() -> None:
    proposal = make_proposal("AT", kind=ProposalKind.END)
    Proposal.objects.filter(pk=proposal.pk).update(state=state("DE"))
    with pytest.raises(IntegrityError):
        connection.check_constraints()
