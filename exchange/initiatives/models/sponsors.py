"""Who proposes an initiative."""

import pghistory
from django.db import models

from exchange.initiatives.models.initiatives import Initiative
from network.models import Organisation, State


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Sponsor(models.Model):
    """A State or organisation that proposes an initiative; the first proposed it, the others joined."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="sponsors")
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__isnull=False, organisation=None)
                | models.Q(state=None, organisation__isnull=False),
                name="a_state_or_a_body_sponsors",
            ),
            models.UniqueConstraint(fields=["initiative", "state"], name="a_state_sponsors_once"),
            models.UniqueConstraint(fields=["initiative", "organisation"], name="a_body_sponsors_once"),
        )

    def __str__(self) -> str:
        return str(self.body)

    @property
    def body(self) -> State | Organisation:
        body = self.state or self.organisation
        assert body is not None  # noqa: S101 - the constraint above
        return body
