"""The calls that ask the Network to write."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class CallForContributions(models.Model):
    """The request to the Network to write for the next issue by a date. At most one is open."""

    text = models.TextField(_("text"), max_length=5_000, help_text=_("Markdown."))
    due_on = models.DateField(_("contributions by"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        app_label = "newsletter"
        verbose_name_plural = "calls for contributions"
        constraints = (
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(closed_at=None),
                name="one_open_call",
                violation_error_message=_("A call for contributions is already open."),
            ),
        )

    def __str__(self) -> str:
        return f"until {self.due_on:%Y-%m-%d}"

    @classmethod
    def current(cls) -> "CallForContributions | None":
        """Return the open call, unless its date has passed."""
        return cls.objects.filter(closed_at=None, due_on__gte=timezone.localdate()).first()
