"""How well each participating State is represented on a day: derived, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.appointments import Appointment
from network.models.people import confirmed
from network.models.states import State


class Coverage(models.TextChoices):
    MANY = "many", _("Two or more, confirmed")
    ONE = "one", _("One, confirmed")
    DUE = "due", _("Confirmation due")
    NONE = "none", _("No focal point named")

    @property
    def mark(self) -> str:
        return {"due": "due", "none": "none"}.get(self.value, "confirmed")


# On a past day nobody's confirmation is recorded: only how many were named is known.
PAST_LABELS = {
    Coverage.MANY: _("Two or more named"),
    Coverage.ONE: _("One named"),
    Coverage.NONE: Coverage.NONE.label,
}


@dataclass(frozen=True)
class StateCoverage:
    """`confirmed` is None on a past day, whose confirmations are not recorded."""

    state: State
    appointed: int
    confirmed: int | None
    on: date | None = None

    @property
    def name(self) -> str:
        """The State's name on the day asked for."""
        return self.state.name_on(self.on).name

    @property
    def status(self) -> Coverage:
        if self.appointed == 0:
            return Coverage.NONE
        if self.confirmed == 0:
            return Coverage.DUE
        known = self.appointed if self.confirmed is None else self.confirmed
        return Coverage.ONE if known == 1 else Coverage.MANY

    @property
    def label(self) -> str:
        return str(self.status.label if self.confirmed is not None else PAST_LABELS[self.status])


def coverage(on: date | None = None) -> list[StateCoverage]:
    """The 57 States by name with their appointments in force on `on` (default: today); three queries."""
    today = timezone.localdate()
    day = on or today
    fresh = confirmed(day, path="person__")
    counts = {
        row["state"]: (row["appointed"], row["confirmed"])
        for row in Appointment.objects.in_force(day)
        .order_by()
        .values("state")
        .annotate(appointed=Count("pk"), confirmed=Count("pk", filter=fresh))
    }
    covered = []
    for state in State.objects.participating().with_names():
        appointed, number = counts.get(state.pk, (0, 0))
        covered.append(StateCoverage(state, appointed, number if day >= today else None, on))
    return covered
