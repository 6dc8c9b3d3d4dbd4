"""What happened to an initiative, in the order in which it was recorded."""

import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.initiatives.models.initiatives import PUBLIC, Initiative, InitiativeStatus
from meetings.models import Meeting
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience, audiences_of


class StepQuerySet(models.QuerySet["Step"]):
    def readable_by(self, reader: Reader) -> Self:
        """Keep for others than focal points what came since it was endorsed, the last time.

        Whether `reader` may read the initiative is not asked here.
        """
        if Audience.FOCAL_POINTS in audiences_of(reader):
            return self
        steps = Step.objects.filter(initiative=models.OuterRef("initiative"))
        closed_later = steps.filter(pk__gt=models.OuterRef("pk")).exclude(status__in=("", *PUBLIC))
        endorsed = steps.filter(status__in=PUBLIC, pk__lte=models.OuterRef("pk"))
        return self.filter(models.Exists(endorsed.exclude(models.Exists(closed_later))))


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Step(models.Model):
    """A new status, with or without words; or a dated note on progress, which has no status.

    `on` is None where no day is recorded. `key` is that of the form. The status of an initiative is that of
    its latest step with one, so that removing a step takes it back. A draft has the one step that says so.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(_("status"), max_length=20, choices=InitiativeStatus, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    text = models.TextField(_("what happened"), max_length=2000, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiative_steps",
        verbose_name=_("at the meeting"),
    )
    merged_into = models.ForeignKey(
        Initiative,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_steps",
        verbose_name=_("merged into"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=["", *InitiativeStatus.values]), name="status_of_step_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["", InitiativeStatus.DECLINED]) | ~models.Q(text=""),
                name="a_note_or_a_refusal_says_something",
                violation_error_message=_("Write what happened, or why."),
            ),
            models.CheckConstraint(
                condition=models.Q(status=InitiativeStatus.MERGED, merged_into__isnull=False)
                | (~models.Q(status=InitiativeStatus.MERGED) & models.Q(merged_into=None)),
                name="a_merger_names_the_other_initiative",
                violation_error_message=_("Choose the initiative that it is merged into."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("initiative")),
                name="an_initiative_is_merged_into_another",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(status=InitiativeStatus.DRAFT),
                name="an_initiative_is_a_draft_once",
            ),
        )

    def __str__(self) -> str:
        return self.get_status_display() or self.text
