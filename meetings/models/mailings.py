"""What was mailed to many about a meeting: the save-the-date, a change of plan, a message."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from nfp_portal.ui.uploads import RandomName


class MailingKind(models.TextChoices):
    SAVE_THE_DATE = "save_the_date", _("Save the date")
    POSTPONED = "postponed", _("Postponed")
    RESCHEDULED = "rescheduled", _("New dates")
    MOVED_ONLINE = "moved_online", _("Moved online")
    CANCELLED = "cancelled", _("Cancelled")
    RESTORED = "restored", _("Takes place after all")
    MESSAGE = "message", _("Message")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Mailing(models.Model):
    """One act of mailing; a message is written and looked at before it is sent.

    `key` is made with its form: the same form again mails nobody.

    `groups` are the names of those who were written to (`meetings/recipients.py`), `number` how many
    addresses that were. The letters are in the outbox, one a language.
    """

    Kind = MailingKind

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(_("kind"), max_length=20, choices=MailingKind)
    groups = models.CharField(_("mailed to"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=8000, blank=True)
    file = models.FileField(_("file"), upload_to=RandomName("mailings"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(_("addresses"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=MailingKind.values), name="kind_of_mailing_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=MailingKind.MESSAGE) ^ models.Q(subject=""),
                name="message_alone_has_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=MailingKind.MESSAGE) | models.Q(sent_at__isnull=False),
                name="message_alone_waits_to_be_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.meeting}"

    def get_absolute_url(self) -> str:
        """Return the page on which a message is looked at and sent."""
        return reverse("meetings:message", args=[self.meeting.slug, self.key])

    @property
    def group_names(self) -> list[str]:
        return self.groups.split()
