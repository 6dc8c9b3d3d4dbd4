"""What an assessment recommends, and what the State says of it."""

import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from exchange.assessments.models.assessments import Assessment
from exchange.initiatives.models import Initiative
from nfp_portal.accounts.access import Reader, is_secretariat


class RecommendationKind(models.TextChoices):
    """What may follow, as the public page of the Borders Team names it."""

    STRATEGY = "strategy", _("Drafting a strategy")
    TRAINING = "training", _("Training of border guards and customs")
    ON_THE_SPOT = "on_the_spot", _("On-the-spot monitoring, patrolling, mentoring")
    OTHER = "other", _("Other")


class Verdict(models.TextChoices):
    """What the State says of a recommendation."""

    WAITING = "waiting", _("Waits for the State")
    ENDORSED = "endorsed", _("Endorsed")
    NOTED = "noted", _("Noted")
    NOT_ENDORSED = "not_endorsed", _("Not endorsed")

    @property
    def mark(self) -> str:
        return {"endorsed": "done", "noted": "over", "not_endorsed": "failed"}.get(self.value, "waiting")


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read; before the hand-over recommendations are the secretariat's."""
        if is_secretariat(reader):
            return self
        readable = Assessment.objects.visible_to(reader).filter(handed_over_at__isnull=False)
        return self.filter(assessment__in=readable)

    def waiting(self) -> Self:
        return self.filter(verdict=Verdict.WAITING)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Recommendation(models.Model):
    """Editors write it until the hand-over; then the State alone says what it thinks of it.

    `key` is that of the form that wrote it, and of the initiative that comes of it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=RecommendationKind)
    text = models.TextField(_("recommendation"), max_length=2000)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, default=Verdict.WAITING)
    verdict_at = models.DateTimeField(null=True, editable=False)
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    initiative = models.OneToOneField(
        Initiative,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="recommendation",
        verbose_name=_("initiative"),
    )
    revision = models.PositiveIntegerField(default=1)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="a_recommendation_says_something"),
            models.CheckConstraint(
                condition=models.Q(kind__in=RecommendationKind.values), name="kind_of_recommendation_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.WAITING, verdict_at=None)
                | models.Q(
                    verdict__in=[Verdict.ENDORSED, Verdict.NOTED, Verdict.NOT_ENDORSED],
                    verdict_at__isnull=False,
                ),
                name="a_verdict_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(initiative=None) | models.Q(verdict=Verdict.ENDORSED),
                name="an_initiative_comes_of_an_endorsed_recommendation",
            ),
            models.UniqueConstraint(
                fields=["assessment", "position"], name="one_recommendation_per_position"
            ),
        )

    def __str__(self) -> str:
        return Truncator(self.text).chars(120)

    def get_absolute_url(self) -> str:
        return f"{self.assessment.get_absolute_url()}#recommendation-{self.position}"
