"""What the agenda of a meeting said each time it was published."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models.meetings import Meeting
from nfp_portal.accounts.models import User


class AgendaRevision(models.Model):
    """One publication of an agenda: number 0 is the first, then come Rev.1 and Rev.2.

    From the first one on all but the secretariat read the latest, whatever the rows say since. `content`
    holds the items with their people and audiences as JSON (`meetings.published`).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_revisions")
    number = models.PositiveSmallIntegerField()
    is_final = models.BooleanField(default=False)
    content = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "meetings"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_is_published_once_as_each_revision"
            ),
        )

    def __str__(self) -> str:
        return label_of_revision(self.number, is_final=self.is_final)


def label_of_revision(number: int, *, is_final: bool = False) -> str:
    """Name a revision as documents do: "Agenda", "Rev.1", "Rev.2, final"."""
    label = f"Rev.{number}" if number else _("Agenda")
    return _("%(revision)s, final") % {"revision": label} if is_final else label
