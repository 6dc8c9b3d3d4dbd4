"""What the secretariat sees of a State beside everybody's view."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from network.appointment_history import ActStep, acts_of_state
from network.contradictions import Contradiction, contradictions
from network.models import Appointment, State
from network.permissions import may_record
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.database.truncated import Truncated, truncated

LATEST = 30


@dataclass(frozen=True)
class StaffView:
    appointments: Truncated[Appointment]
    contradictions: list[Contradiction]
    acts: Truncated[ActStep]
    may_record: bool


def staff_view_of(state: State, user: User | AnonymousUser) -> StaffView | None:
    """What the secretariat sees of a State's acts; None for everybody else. The same queries at any size."""
    if not is_secretariat(user):
        return None
    if not state.is_participating:
        return None
    rows = Appointment.objects.filter(state=state).with_people().select_related("succeeds__person")
    return StaffView(
        appointments=truncated(rows.order_by("-starts_on", "pk"), LATEST),
        contradictions=contradictions(state, most=LATEST),
        acts=acts_of_state(state),
        may_record=may_record(user),
    )
