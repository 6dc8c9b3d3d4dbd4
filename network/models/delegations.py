"""Whose State an account of a delegation speaks for."""

import pghistory
from django.conf import settings
from django.db import models

from network.models.states import State


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Delegate(models.Model):
    """An account that acts for a State's delegation in Vienna; it counts while its role is delegation."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegate")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="delegates")

    def __str__(self) -> str:
        return f"{self.user} for {self.state}"
