"""Which States use a practice too."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from exchange.practices.models.practices import Practice
from network.models import State


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Use(models.Model):
    """A State says that it uses the practice of another: the proof of its worth."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="uses")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["practice", "state"], name="a_state_uses_a_practice_once"),
        )

    def __str__(self) -> str:
        return str(self.state)
