"""Which States were invited to sponsor an initiative."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from exchange.initiatives.models.initiatives import Initiative
from network.models import State


class SponsorInvitationQuerySet(models.QuerySet["SponsorInvitation"]):
    def waiting(self) -> "SponsorInvitationQuerySet":
        return self.filter(declined_at=None)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SponsorInvitation(models.Model):
    """A State that was named as a co-sponsor; once it says yes it is a sponsor, and this is removed."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="invitations")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    declined_at = models.DateTimeField(null=True, editable=False)

    objects = SponsorInvitationQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("state__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["initiative", "state"], name="a_state_is_invited_once"),
        )

    def __str__(self) -> str:
        return str(self.state)
