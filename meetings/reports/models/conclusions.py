"""What a meeting concluded."""

import pghistory
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AudienceQuerySet, Part
from meetings.models.meetings import Meeting
from network.models.search_text import SearchText


class ConclusionStatus(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Conclusion(Part):
    """A numbered conclusion; its number follows from its position. `led_to` is what it brought about."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    text = models.TextField(_("conclusion"), max_length=2000)
    addressee = models.CharField(_("addressed to"), max_length=200, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ConclusionStatus, default=ConclusionStatus.OPEN
    )
    follow_up = models.TextField(_("follow-up"), max_length=1000, blank=True)
    led_to = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="conclusions_before",
        verbose_name=_("led to the meeting"),
    )
    search_text = models.GeneratedField(
        expression=SearchText("text", "addressee", "follow_up"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = AudienceQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=ConclusionStatus.values), name="conclusion_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(led_to=None) | ~models.Q(led_to=models.F("meeting")),
                name="conclusion_leads_to_another_meeting",
                violation_error_message=_("Choose another meeting than the one that concluded it."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def details(self) -> list[str]:
        due = date_format(self.due_on, "j F Y") if self.due_on else ""
        lines = [
            (gettext("Addressed to:"), self.addressee),
            (gettext("Due:"), due),
            (gettext("Follow-up:"), self.follow_up),
        ]
        return [f"{label} {text}" for label, text in lines if text]
