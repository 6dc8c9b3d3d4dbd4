"""Decide on what is asked: pass a nomination on, accept, decline, withdraw. Each is safe to press twice."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from network.actions import appointments
from network.actions.access import (
    AddressTakenError,
    begins_soon,
    closed_accounts,
    invite_focal_point,
    reopen_accounts,
    settle_access,
)
from network.actions.contacts import update_contact
from network.actions.nominees import Nominee
from network.models import Appointment, Person
from network.models.appointments import INSTRUMENT
from network.proposals import letters
from network.proposals.actions.requests import Filing, nominate, predecessor_of
from network.proposals.models import Proposal, ProposalKind, ProposalStatus
from network.proposals.permissions import may_accept, may_decline, may_pass_on, may_withdraw
from network.proposals.values import Nomination
from nfp_portal.accounts.models import User


class ClosedError(Exception):
    """The proposal was decided already, in another way."""


class NotYoursError(Exception):
    """This decision is for somebody else."""


class ChangedMeanwhileError(Exception):
    """What the proposal is about changed since; carries the proposal."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(f"The target of proposal {proposal.key} changed.")
        self.proposal = proposal


@transaction.atomic
def pass_on(proposal_id: int, *, by: User) -> Proposal:
    """Hand a nomination on, as the first of two persons. Raises `ClosedError`, `NotYoursError`."""
    proposal = _locked(proposal_id)
    if proposal.status == ProposalStatus.PASSED:
        return proposal
    _expect_open(proposal)
    if not may_pass_on(by, proposal):
        raise NotYoursError
    proposal.status, proposal.passed_by, proposal.passed_at = ProposalStatus.PASSED, by, timezone.now()
    proposal.save()
    return proposal


@transaction.atomic
def accept(proposal_id: int, *, seen: int | None, by: User) -> Proposal:
    """Do what is asked; `seen` is the target's revision that was looked at (None: there is none).

    Raises `ClosedError`, `NotYoursError`, `ChangedMeanwhileError`; `IntegrityError` where the record refuses.
    """
    proposal = _locked(proposal_id)
    if proposal.status == ProposalStatus.ACCEPTED:
        return proposal
    _expect_open(proposal)
    if not may_accept(by, proposal):
        raise NotYoursError
    _lock_target(proposal)
    if proposal.revision_of_target != seen:
        raise ChangedMeanwhileError(proposal)
    _DO[ProposalKind(proposal.kind)](proposal, by)
    return _decided(proposal, ProposalStatus.ACCEPTED, by)


@transaction.atomic
def decline(proposal_id: int, *, reason: str, by: User) -> Proposal:
    """Refuse with a reason, which is mailed to who asked. Raises `ClosedError`, `NotYoursError`."""
    proposal = _locked(proposal_id)
    if proposal.status == ProposalStatus.DECLINED:
        return proposal
    _expect_open(proposal)
    if not may_decline(by, proposal):
        raise NotYoursError
    proposal.reason = reason
    return _decided(proposal, ProposalStatus.DECLINED, by)


@transaction.atomic
def withdraw(proposal_id: int, *, by: User) -> Proposal:
    """Take back what oneself or one's own delegation asked for. Raises `ClosedError`, `NotYoursError`."""
    proposal = _locked(proposal_id)
    if proposal.status == ProposalStatus.WITHDRAWN:
        return proposal
    _expect_open(proposal)
    if not may_withdraw(by, proposal):
        raise NotYoursError
    proposal.status, proposal.decided_by, proposal.decided_at = ProposalStatus.WITHDRAWN, by, timezone.now()
    proposal.save()
    return proposal


def _locked(proposal_id: int) -> Proposal:
    """Read a proposal under the lock of its State's acts, so that a decision sees the record as it is."""
    appointments.lock_acts(Proposal.objects.values_list("state", flat=True).get(pk=proposal_id))
    return Proposal.objects.select_for_update().get(pk=proposal_id)


def _expect_open(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise ClosedError


def _decided(proposal: Proposal, status: ProposalStatus, by: User) -> Proposal:
    proposal.status, proposal.decided_by, proposal.decided_at = status, by, timezone.now()
    proposal.save()
    letters.notify_of_decision(proposal)
    return proposal


def _lock_target(proposal: Proposal) -> None:
    """Read anew what the proposal is about, if there is something; its row stays locked."""
    if (target := proposal.target) is not None:
        rows: Any = type(target).objects
        target.refresh_from_db(from_queryset=rows.select_for_update(of=("self",)))


def _appoint(proposal: Proposal, by: User) -> None:
    nomination = proposal.nomination
    begin = nomination.starts_on
    facts = {name: getattr(proposal, name) for name in INSTRUMENT}
    facts |= {"starts_on": begin, "ends_on": nomination.ends_on}
    facts["primary_from"] = begin if nomination.primary else None
    nominee = Nominee(proposal.person_id, nomination.entry, nomination.new_agency)
    if former := predecessor_of(proposal):
        last = nomination.predecessor_ends_on or begin
        made = appointments.hand_over(former.pk, nominee, facts, on=last)
    else:
        made = appointments.record_appointment(proposal.state_id, nominee, facts)
    proposal.appointment, proposal.person = made, made.person
    settle_access()
    _let_in(made, by)


def _let_in(appointment: Appointment, by: User) -> None:
    """Invite the new focal point; an address that signs somebody else in is left to the secretariat.

    Who begins later is invited when that day is near (`invitations.invite_accepted`).
    """
    person = appointment.person
    if not person.email or not begins_soon(person):
        return
    try:
        invite_focal_point(person.pk, by=by)
    except AddressTakenError:
        return


def _end(proposal: Proposal, by: User) -> None:
    """End the appointment; a successor that was named becomes a nomination, which two persons decide on."""
    end, closed = proposal.end, closed_accounts(appointments__state=proposal.state)
    assert proposal.appointment is not None  # noqa: S101 - a constraint of the database
    ended = appointments.replace_end(proposal.appointment.pk, ends_on=end.on, end_reason=end.reason)
    if end.successor and end.successor.family_name:
        nomination = Nomination(
            end.on,
            entry={name: fact for name, fact in end.successor._asdict().items() if fact},
            succeeds=ended.pk,
            named_by=None if proposal.submitted_by else ended.person_id,
        )
        nominate(proposal.state_id, nomination, Filing(proposal.submitted_by, proposal.note))
    settle_access()
    reopen_accounts(closed, by=by)


def _correct(proposal: Proposal, by: User) -> None:
    correction, person = proposal.correction, Person.objects.get(proposals=proposal)
    update_contact(person.pk, correction.changes, revision=person.revision, new_agency=correction.new_agency)


_DO = {ProposalKind.NOMINATE: _appoint, ProposalKind.END: _end, ProposalKind.CORRECT: _correct}
