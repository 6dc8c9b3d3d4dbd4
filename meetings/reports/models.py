"""The report of a meeting, its release by a second person, and the meeting's conclusions."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AudienceQuerySet, Part
from meetings.models.meetings import Meeting, Stage

LONGEST_PART = 60_000  # characters; about twenty printed pages


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")


_APPROVED_AFTER_ITS_MEETING = """
    IF NEW.released_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id
        AND (NEW.released_at AT TIME ZONE m.zone)::date <= coalesce(m.ends_on, m.starts_on)) THEN
        RAISE EXCEPTION 'the report is approved before its meeting has ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_after_its_meeting';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class Report(models.Model):
    """The parts a person writes, in Markdown; attendance, agenda and annexes come from the register.

    A report compiled from public records was released before the portal: it has no editor, and nobody here
    released it. For any other, the one who releases is not the one who wrote last, and does so after the last
    day of the meeting. `stage_before` is the stage the meeting goes back to when the report is taken back.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="report")
    background = models.TextField(_("background"), max_length=LONGEST_PART, blank=True)
    opening = models.TextField(_("opening"), max_length=LONGEST_PART, blank=True)
    sessions = models.TextField(_("sessions"), max_length=LONGEST_PART, blank=True)
    focal_points_part = models.TextField(_("part for focal points only"), max_length=LONGEST_PART, blank=True)
    study_visit = models.TextField(_("study visit"), max_length=LONGEST_PART, blank=True)
    closing = models.TextField(_("closing"), max_length=LONGEST_PART, blank=True)
    status = models.CharField(max_length=20, choices=ReportStatus, default=ReportStatus.DRAFT)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    stage_before = models.CharField(max_length=20, choices=Stage, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "meetings"
        triggers = (
            pgtrigger.Trigger(
                name="approved_after_its_meeting",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_APPROVED_AFTER_ITS_MEETING,
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status="draft", released_by=None, released_at=None, stage_before="")
                | models.Q(
                    status="released",
                    released_by__isnull=False,
                    released_at__isnull=False,
                    stage_before__in=Stage.values,
                )
                | models.Q(
                    status="released", released_by=None, released_at=None, edited_by=None, stage_before=""
                ),
                name="released_report_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by=None) | ~models.Q(released_by=models.F("edited_by")),
                name="report_is_released_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"Report of {self.meeting}"

    @property
    def is_released(self) -> bool:
        return self.status == ReportStatus.RELEASED

    @property
    def is_from_public_records(self) -> bool:
        return self.is_released and self.released_by_id is None


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Conclusion(Part):
    """A numbered conclusion; its number follows from its position."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    text = models.TextField(_("conclusion"), max_length=2000)
    addressee = models.CharField(_("addressed to"), max_length=200, blank=True)
    follow_up = models.TextField(_("follow-up"), max_length=1000, blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def details(self) -> list[str]:
        lines = [(gettext("Addressed to:"), self.addressee), (gettext("Follow-up:"), self.follow_up)]
        return [f"{label} {text}" for label, text in lines if text]
