"""What an account follows, and what of it was sent or could be read before."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from network.models import FieldOfWork, State


class Following(models.Model):
    """An account follows all that is in one of the fields, concerns one of the States or is of a kind.

    `kinds` are those of `network.sections.FieldPart`. Without a row an account follows nothing.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fields_of_work = models.ManyToManyField(FieldOfWork, blank=True, related_name="+")
    states = models.ManyToManyField(State, blank=True, related_name="+")
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta:
        app_label = "network"

    def __str__(self) -> str:
        return f"{self.user} follows"


class KnownEntry(models.Model):
    """A digest named this row of a kind to the account, or it was there when the account began to follow.

    `version` is the one that the account knows of; 0 of kinds without versions.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()
    version = models.PositiveIntegerField(db_default=0, default=0)

    class Meta:
        app_label = "network"
        verbose_name_plural = "known entries"
        constraints = (models.UniqueConstraint("user", "kind", "row", name="an_entry_is_known_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.row}"
