"""The calls that ask the Network to write: each is a round."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.rounds.models import Round

# The name of the kind of round.
CALL = "call"


class CallQuerySet(models.QuerySet["CallForContributions"]):
    def open(self) -> Self:
        """Keep the calls before the end of their last day; at most one, by the rule of rounds."""
        return self.filter(round__closed_at=None, round__closes_at__gt=timezone.now())


@pghistory.track(exclude=["round"])
class CallForContributions(models.Model):
    """What a round says that asks the Network to write for the next issue."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="call")
    text = models.TextField(_("text"), max_length=5_000, help_text=_("Markdown."))

    objects = CallQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        verbose_name_plural = "calls for contributions"

    def __str__(self) -> str:
        return f"until {self.due_on:%Y-%m-%d}"

    @property
    def due_on(self) -> date:
        """The last day, in Vienna."""
        return self.round.closes_on

    @classmethod
    def current(cls) -> "CallForContributions | None":
        """Return the open call, unless its date has passed."""
        return cls.objects.open().select_related("round").first()
