"""The one place that turns "I have left" into a proposal to end the appointment."""

from datetime import timedelta

from django.utils import timezone

from network.models import EndReason
from network.proposals.actions.requests import Filing, request_end
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus
from network.proposals.values import End, Successor
from network.rounds.models import Addressee
from network.verification.models import SUCCESSOR, Confirmation, appointment_of


def propose_leaving(row: Addressee, answer: Confirmation) -> Proposal | None:
    """Ask that the appointment end on the day after the last one; staff decide with the delegation.

    After a renewal it is today's appointment. None where there is no appointment to end any more.
    """
    appointment = appointment_of(row)
    if appointment is None or answer.last_day is None:
        return None
    named = Successor(*(getattr(answer, f"successor_{name}") for name in SUCCESSOR))
    is_named = answer.successor != ""
    end = End(answer.last_day + timedelta(days=1), EndReason.NEW_DUTIES, named if is_named else None)
    return request_end(appointment.pk, end, Filing(None))


def withdraw_leaving(row: Addressee) -> None:
    """Take back what an earlier answer proposed, as far as nobody has decided on it."""
    proposed = Proposal.objects.filter(
        kind=ProposalKind.END,
        origin=Origin.CONFIRMATION,
        appointment__person=row.person_id,
        appointment__state=row.represents_id,
    )
    waiting = proposed.filter(status=ProposalStatus.WAITING)
    waiting.update(status=ProposalStatus.WITHDRAWN, decided_at=timezone.now())
