"""Which mail of turns an account was sent, and which it wants. Turns themselves are derived, never stored."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Digest(models.TextChoices):
    DAILY = "daily", _("On working days")
    WEEKLY = "weekly", _("On Mondays")
    NONE = "none", _("Never")


class MailChoice(models.Model):
    """How often an account gets the digest: daily without a row. `digest_on` is the day it was last due.

    `before_leaving` is what was chosen before the digest was left by a link of its own; "" if it was not.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("digest"), max_length=10, choices=Digest, default=Digest.DAILY)
    digest_on = models.DateField(null=True)
    before_leaving = models.CharField(max_length=10, choices=Digest, blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(digest__in=Digest.values), name="digest_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_digest_display()}"


class Notice(models.Model):
    """An account was notified that a row of a source is its turn since `begun`, by a mail or in a digest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=60)
    row = models.BigIntegerField()
    begun = models.DateTimeField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint("user", "source", "row", "begun", name="one_notice_of_a_turn"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.source} {self.row}"
