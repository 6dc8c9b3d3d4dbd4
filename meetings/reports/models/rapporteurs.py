"""What rapporteurs write of the sessions, each by a link of their own."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem
from meetings.reports.models.reports import LONGEST_PART
from network.models.people import WORKING_LANGUAGES
from nfp_portal.text.fields import AddressField


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RapporteurNote(models.Model):
    """A rapporteur's part of the report, in Markdown; the draft has taken over `merged_text`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="rapporteur_note")
    name = models.CharField(_("rapporteur"), max_length=200)
    email = AddressField(_("e-mail"))
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=WORKING_LANGUAGES, default="en"
    )
    text = models.TextField(_("notes"), max_length=LONGEST_PART, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(null=True)
    merged_text = models.TextField(max_length=LONGEST_PART, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "meetings"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name}: {self.item}"

    @property
    def is_merged(self) -> bool:
        """Whether the draft has what the rapporteur wrote last."""
        return bool(self.merged_text) and self.merged_text == self.text
