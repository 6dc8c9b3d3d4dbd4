"""The edited text of a piece as its State was asked about it, and what it said."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.rounds.models import Addressee
from newsletter.models import WITH_EDITORS, Piece, PieceStatus, PrintedText

# The name of the kind of round; there is one round an issue.
CLEARANCE = "clearance"


class Verdict(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CLEARED = "cleared", _("OK to print")
    CHANGED = "changed", _("changed by the State")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    def outstanding(self) -> Self:
        """Keep those whose text is still with its State."""
        return self.in_force().filter(verdict=Verdict.WAITING, piece__status=PieceStatus.CLEARANCE)

    def in_force(self) -> Self:
        """Keep the newest of each piece, where it went to the State or organisation of today's by-line."""
        newer = Clearance.objects.filter(piece=models.OuterRef("piece"), number__gt=models.OuterRef("number"))
        by_line = models.Q(addressee__state=models.F("piece__state")) | models.Q(
            addressee__organisation=models.F("piece__organisation")
        )
        return self.filter(by_line, ~models.Exists(newer))


@pghistory.track()
class Clearance(models.Model):
    """One text of a piece that was sent to its State; the addressee is asked again about each newer one.

    `before` is what the State wrote last. `number` counts the texts of the piece from one.
    """

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="clearances")
    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="clearances")
    number = models.PositiveSmallIntegerField()
    text = models.JSONField()
    text_hash = models.CharField(max_length=64)
    before = models.JSONField()
    remark = models.TextField(_("remark"), max_length=1_000, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    decided_at = models.DateTimeField(null=True)
    # What the State wrote to the editors with its change.
    reply = models.TextField(max_length=1_000, blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        ordering = ("piece", "number")
        constraints = (
            models.UniqueConstraint(fields=["piece", "number"], name="one_clearance_per_text"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values)
                & (
                    models.Q(verdict="waiting", decided_at=None)
                    | (~models.Q(verdict="waiting") & models.Q(decided_at__isnull=False))
                ),
                name="a_verdict_has_a_time",
            ),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="clearances_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.piece}, text {self.number}"

    @property
    def edited(self) -> PrintedText:
        return PrintedText.from_json(self.text)

    @property
    def own(self) -> PrintedText:
        """What the State wrote."""
        return PrintedText.from_json(self.before)

    @property
    def is_in_force(self) -> bool:
        """Whether it is the newest of its piece, and was sent to the body of today's by-line; one query."""
        return Clearance.objects.in_force().filter(pk=self.pk).exists()

    @property
    def is_current(self) -> bool:
        """Whether this is the text that the body of the by-line may answer about now; one query at most."""
        return (
            self.verdict == Verdict.WAITING
            and self.piece.status == PieceStatus.CLEARANCE
            and self.text_hash == self.piece.text.hash
            and self.is_in_force
        )

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether its State may take the piece back: it waits for it, or is cleared and in no issue."""
        if self.verdict == Verdict.WAITING:
            return self.is_current
        return self.piece.status in WITH_EDITORS and self.piece.is_cleared and self.is_in_force

    @property
    def may_be_restored(self) -> bool:
        """Whether the withdrawal of its piece may be taken back by the State that was asked."""
        is_withdrawn = self.piece.status == PieceStatus.WITHDRAWN and self.verdict != Verdict.WAITING
        return is_withdrawn and self.is_in_force
