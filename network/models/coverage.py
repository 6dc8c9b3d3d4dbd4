"""How well each participating State is represented on a day: derived, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.appointments import Appointment
from network.models.people import CONFIRMATION_HOLDS
from network.models.states import State


class Coverage(models.TextChoices):
    MANY = "many", _("Two or more, confirmed")
    ONE = "one", _("One, confirmed")
    DUE = "due", _("Confirmation due")
    NONE = "none", _("No focal point named")


@dataclass(frozen=True)
class StateCoverage:
    state: State
    appointed: int
    confirmed: int

    @property
    def status(self) -> Coverage:
        if self.appointed == 0:
            return Coverage.NONE
        if self.confirmed == 0:
            return Coverage.DUE
        return Coverage.ONE if self.confirmed == 1 else Coverage.MANY


def coverage(on: date | None = None) -> list[StateCoverage]:
    """The 57 States by name with their appointments in force on `on` (default: today); three queries.

    Only today's confirmations are known: on an earlier day every appointment counts as confirmed.
    """
    day = on or timezone.localdate()
    fresh = Q(person__confirmed_on__gt=day - CONFIRMATION_HOLDS)
    confirmed = Q() if day < timezone.localdate() else fresh
    counts = {
        row["state"]: (row["appointed"], row["confirmed"])
        for row in Appointment.objects.in_force(day)
        .order_by()
        .values("state")
        .annotate(appointed=Count("pk"), confirmed=Count("pk", filter=confirmed))
    }
    states = State.objects.participating().with_names()
    return [StateCoverage(state, *counts.get(state.pk, (0, 0))) for state in states]
