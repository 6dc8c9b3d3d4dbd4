"""What of the record waits for the secretariat."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contradictions import number_of_contradictions
from network.models import Agency, Appointment
from network.models.duplicates import look_alikes
from network.permissions import may_record
from network.sections import Action
from nfp_portal.accounts.models import User

SHOWN = 8


@dataclass(frozen=True)
class RecordProblems:
    """Appointments that end soon without a successor, and numbers of what is to be looked at."""

    ending: list[Appointment]
    contradictions: int
    agencies: int
    look_alikes: int

    @property
    def actions(self) -> list[Action]:
        """What there is to look at, each with its number and its page; and the delegations' accounts."""
        waiting = (
            (self.agencies, "%(n)d institution to review", "%(n)d institutions to review", "agencies"),
            (
                self.contradictions,
                "%(n)d contradiction in the record",
                "%(n)d contradictions in the record",
                "contradictions",
            ),
            (
                self.look_alikes,
                "%(n)d pair of entries looks alike",
                "%(n)d pairs of entries look alike",
                "duplicates",
            ),
        )
        actions = [
            Action(ngettext(one, many, number) % {"n": number}, reverse(f"network:{name}"))
            for number, one, many, name in waiting
            if number
        ]
        return [
            *actions,
            Action(_("Delegations and their accounts"), reverse("network:delegations")),
            Action(_("Organisations and their contacts"), reverse("network:organisations")),
        ]


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
