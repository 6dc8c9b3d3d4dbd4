"""The level of one question: a row of its own, so that several officials write at the same time."""

import pgtrigger
from django.conf import settings
from django.db import models

from exchange.self_assessment.models.assessments import SelfAssessment
from exchange.self_assessment.questionnaires import HIGHEST

LONGEST_EVIDENCE = 2000

_WHILE_IT_IS_OPEN = """
    IF EXISTS (
        SELECT 1 FROM exchange_selfassessment a
        WHERE a.id = NEW.assessment_id AND a.closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'this self-assessment is closed' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'levels_change_while_it_is_open';
    END IF;
    RETURN NEW;
"""


class Level(models.Model):
    """`level` is None until somebody chose one; `changed_by` is who changed level or evidence last."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="levels")
    question = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.TextField(max_length=LONGEST_EVIDENCE, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        triggers = (
            pgtrigger.Trigger(
                name="while_it_is_open",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__level__df=pgtrigger.F("new__level"))
                | pgtrigger.Q(old__evidence__df=pgtrigger.F("new__evidence")),
                func=_WHILE_IT_IS_OPEN,
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["assessment", "question"], name="a_question_has_one_level"),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__lte=HIGHEST), name="level_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.question
