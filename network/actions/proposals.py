"""Ask for acts of a State, and decide on them."""

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from network.models import Appointment, EndReason, Origin, Proposal, ProposalKind, ProposalStatus
from nfp_portal.accounts.models import Role, User


class Successor(NamedTuple):
    """Whom somebody who leaves names as the next in line; the State's own nomination is another act."""

    given_name: str
    family_name: str
    function: str
    email: str


@transaction.atomic
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
    withdrawn: the newest word counts. The appointment stays locked until the transaction ends.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    origin = origin_of(by)
    earlier = Proposal.objects.filter(appointment=appointment, origin=origin, kind=ProposalKind.END)
    earlier.filter(status=ProposalStatus.WAITING).update(
        status=ProposalStatus.WITHDRAWN, decided_at=timezone.now()
    )
    return Proposal.objects.create(
        kind=ProposalKind.END,
        origin=origin,
        state_id=appointment.state_id,
        person_id=appointment.person_id,
        appointment=appointment,
        values=_end_values(on, reason, successor),
        before={"on": as_json(appointment.ends_on), "reason": appointment.end_reason},
        revision=appointment.revision,
        note=note,
        submitted_by=by,
    )


def _end_values(on: date, reason: EndReason, successor: Successor | None) -> dict[str, Any]:
    named = successor._asdict() if successor else None
    return {"on": as_json(on), "reason": reason.value, "successor": named}


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def origin_of(by: User | None) -> Origin:
    if by is None:
        return Origin.CONFIRMATION
    return Origin.DELEGATION if by.role == Role.DELEGATION else Origin.FOCAL_POINT
