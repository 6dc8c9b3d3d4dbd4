"""The report of a meeting as its writers work on it."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting

LONGEST_PART = 60_000  # characters; about twenty printed pages


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")


class ReportQuerySet(models.QuerySet["Report"]):
    def published(self) -> Self:
        """Keep those that have a release, and those that public records hold."""
        return self.exclude(status=ReportStatus.DRAFT, current=None)


@pghistory.track()
class Report(models.Model):
    """The parts a person writes, in Markdown; attendance, agenda and annexes come from the register.

    What the public reads is the release that is `current`; the report itself is a draft again while a
    correction is written. A report compiled from public records was released before the portal: it has no
    editor and no release, and is read from the rows. `edited_by` wrote last, or changed last what it prints.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="report")
    background = models.TextField(_("background"), max_length=LONGEST_PART, blank=True)
    opening = models.TextField(_("opening"), max_length=LONGEST_PART, blank=True)
    sessions = models.TextField(_("sessions"), max_length=LONGEST_PART, blank=True)
    focal_points_part = models.TextField(_("part for focal points only"), max_length=LONGEST_PART, blank=True)
    study_visit = models.TextField(_("study visit"), max_length=LONGEST_PART, blank=True)
    closing = models.TextField(_("closing"), max_length=LONGEST_PART, blank=True)
    status = models.CharField(max_length=20, choices=ReportStatus, default=ReportStatus.DRAFT)
    current = models.OneToOneField("Release", null=True, on_delete=models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status="draft")
                | models.Q(status="released", current__isnull=False)
                | models.Q(status="released", edited_by=None),
                name="released_report_has_its_release",
            ),
        )

    def __str__(self) -> str:
        return f"Report of {self.meeting}"

    @property
    def is_released(self) -> bool:
        """Whether nobody works on it: what is public is what it says."""
        return self.status == ReportStatus.RELEASED

    @property
    def is_published(self) -> bool:
        """Whether the public reads it, perhaps while a correction is written."""
        return self.is_released or self.current_id is not None

    @property
    def is_being_corrected(self) -> bool:
        return not self.is_released and self.current_id is not None

    @property
    def draft_url(self) -> str:
        """The page on which it is worked on, which is the report's own while nothing is published."""
        name = "report_draft" if self.is_being_corrected else "report"
        return reverse(f"meetings:{name}", args=[self.meeting.slug])

    @property
    def is_from_public_records(self) -> bool:
        return self.is_released and self.current_id is None
