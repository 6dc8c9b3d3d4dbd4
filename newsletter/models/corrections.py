"""What is done about an issue that is out: an erratum is published above it, or it is withdrawn."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_STAYS = """
    RAISE EXCEPTION 'a published erratum is neither changed nor removed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_published_erratum_stays_as_it_was';
"""
# It takes its end once.
_ENDS_ONCE = """
    IF TG_OP = 'UPDATE' AND OLD.put_back_at IS NULL AND (NEW.id, NEW.issue_id, NEW.reason, NEW.at, NEW.by_id)
            IS NOT DISTINCT FROM (OLD.id, OLD.issue_id, OLD.reason, OLD.at, OLD.by_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a withdrawal is neither changed nor removed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_withdrawal_ends_once';
"""
_IS_OUT = """
    PERFORM 1 FROM newsletter_issue WHERE id = NEW.issue_id FOR SHARE;
    IF NOT EXISTS (
        SELECT 1 FROM newsletter_issue WHERE id = NEW.issue_id AND status IN ('stopped', 'sent')
    ) THEN
        RAISE EXCEPTION 'only an issue that is out and on its way no more is withdrawn'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_withdrawn_issue_is_out';
    END IF;
    RETURN NEW;
"""


class Erratum(models.Model):
    """What was wrong in an issue: a text above it, which a second person publishes. At most one is a draft.

    `text` is Markdown in the language of the issue. `published_at` is its date, none for a draft.
    """

    issue = models.ForeignKey("newsletter.Issue", on_delete=models.PROTECT, related_name="errata")
    text = models.TextField(_("erratum"), max_length=2_000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("published_at", "pk")
        verbose_name_plural = "errata"
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="erratum_says_something"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None, published_at=None)
                | models.Q(approved_by__isnull=False, published_at__isnull=False)
                & ~models.Q(approved_by=models.F("written_by")),
                name="erratum_is_published_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["issue"],
                condition=models.Q(published_at=None),
                name="one_draft_of_an_erratum_per_issue",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="stays_as_it_was",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
                func=_STAYS,
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue}, erratum {self.pk}"


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def in_force(self) -> Self:
        return self.filter(put_back_at=None)


class Withdrawal(models.Model):
    """An issue is out of the public eye from `at` until it is put back; everybody reads the reason."""

    issue = models.ForeignKey("newsletter.Issue", on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField(_("reason"), max_length=1_000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_back_at = models.DateTimeField(null=True)
    put_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="withdrawal_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(put_back_at=None, put_back_by=None)
                | models.Q(put_back_at__isnull=False, put_back_by__isnull=False)
                & ~models.Q(put_back_by=models.F("by")),
                name="issue_is_put_back_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["issue"],
                condition=models.Q(put_back_at=None),
                name="one_withdrawal_of_an_issue_at_a_time",
            ),
        )
        triggers = (
            pgtrigger.Trigger(name="is_out", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_IS_OUT),
            pgtrigger.Trigger(
                name="ends_once",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_ENDS_ONCE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue}, withdrawn on {self.at:%Y-%m-%d}"
