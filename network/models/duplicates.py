"""Entries that look like the same person, and those known not to be."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from network.models.people import Person


class ToldApart(models.Model):
    """Two entries that look alike, and somebody of the secretariat knows they are two people."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="two_people_are_told_apart_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="the_older_entry_comes_first"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
