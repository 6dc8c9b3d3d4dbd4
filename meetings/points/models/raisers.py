"""Who raises a point."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from meetings.points.models.points import Point
from meetings.points.models.raiser_data import Body
from network.models import Organisation, State


@pghistory.track(pghistory.InsertEvent())
class Raiser(models.Model):
    """A State or organisation that raises a point; the first one raised it, the others raise it too.

    Those of a point are written as a whole (`actions.write_raisers`). `raisers_number` is that of the point
    at the time, so that a row of its history leads to those it had.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="raisers")
    raisers_number = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField()
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The account that did it for its own State; None where the secretariat entered it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "meetings"
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__isnull=False, organisation=None)
                | models.Q(state=None, organisation__isnull=False),
                name="a_state_or_a_body_raises_a_point",
            ),
            models.UniqueConstraint(fields=["point", "position"], name="raisers_of_a_point_have_an_order"),
            models.UniqueConstraint(fields=["point", "state"], name="a_state_raises_a_point_once"),
            models.UniqueConstraint(fields=["point", "organisation"], name="a_body_raises_a_point_once"),
        )

    def __str__(self) -> str:
        return str(self.body)

    @property
    def body(self) -> Body:
        body = self.state or self.organisation
        assert body is not None  # noqa: S101 - the constraint above
        return body
