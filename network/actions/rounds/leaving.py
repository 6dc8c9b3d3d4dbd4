"""The one place that turns "I have left" into a proposal to end the appointment."""

from datetime import date, timedelta

from django.utils import timezone

from network.models import Appointment, Confirmation, EndReason
from network.proposals.actions.requests import Successor, propose_end
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus


def appointment_of(row: Confirmation) -> Appointment | None:
    """The person's appointment for the State that is in force today, else the next one."""
    own = Appointment.objects.filter(person=row.person_id, state=row.state_id)
    return own.not_ended().order_by("starts_on").first()


def propose_leaving(row: Confirmation, last_day: date) -> Proposal:
    """Ask that the appointment end on the day after the last one; staff decide with the delegation.

    After a renewal it is today's appointment, not the one for which the round asked.
    """
    named = Successor(
        row.successor_given_name, row.successor_family_name, row.successor_function, row.successor_email
    )
    appointment = appointment_of(row)
    return propose_end(
        appointment.pk if appointment else row.appointment_id,
        on=last_day + timedelta(days=1),
        reason=EndReason.NEW_DUTIES,
        successor=named if any(named) else None,
        by=None,
    )


def withdraw_leaving(row: Confirmation) -> None:
    """Take back what an earlier answer proposed, as far as nobody has decided on it."""
    proposed = Proposal.objects.filter(
        kind=ProposalKind.END,
        origin=Origin.CONFIRMATION,
        appointment__person=row.person_id,
        appointment__state=row.state_id,
    )
    waiting = proposed.filter(status=ProposalStatus.WAITING)
    waiting.update(status=ProposalStatus.WITHDRAWN, decided_at=timezone.now())
