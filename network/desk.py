"""What of the record waits for the secretariat."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from network.contradictions import number_of_contradictions
from network.models import Agency, Appointment
from network.models.duplicates import look_alikes
from network.permissions import may_record
from nfp_portal.accounts.models import User

SHOWN = 8


@dataclass(frozen=True)
class RecordProblems:
    """Appointments that end soon without a successor, and numbers of what is to be looked at."""

    ending: list[Appointment]
    contradictions: int
    agencies: int
    look_alikes: int


def record_problems(user: User | AnonymousUser) -> RecordProblems | None:
    """Return what waits; None for an account that records no acts of States."""
    if not isinstance(user, User) or not may_record(user):
        return None
    return RecordProblems(
        ending=list(_ending()[:SHOWN]),
        contradictions=number_of_contradictions(),
        agencies=Agency.objects.unreviewed().count(),
        look_alikes=len(look_alikes()),
    )


def _ending() -> QuerySet[Appointment]:
    """Those in force whose end is near and who have no successor."""
    rows = Appointment.objects.ending().filter(successors=None)
    return rows.select_related("person", "state").order_by("ends_on")
