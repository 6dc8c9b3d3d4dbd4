"""What it takes to undo that an issue was sent to those who had not received it."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsletter.models import Issue, IssueStatus
from nfp_portal.mail.models import NOT_SENT, DeliveryQuerySet, DeliveryState, Letter

# What a delivery is in once a worker took it, whatever came of that, but not where it was given up before.
TAKEN = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.DEFERRED})
_CHANGED = ("pk", "state", "attempts", "first_tried_at", "due_at")


def _as_json(value: object) -> object:
    """Keep an instant to the microsecond, as Django reads it back."""
    return value.isoformat() if isinstance(value, datetime) else value


class LateSendQuerySet(models.QuerySet["LateSend"]):
    def undoable(self) -> Self:
        """Keep those whose minute is not over."""
        return self.filter(leaves_at__gt=timezone.now())


class LateSend(models.Model):
    """The last time an issue was sent to those without it, and how issue and letter were before.

    Nothing of it leaves before `leaves_at`. `deliveries` are those that existed and had not arrived, each
    with its columns `_CHANGED`; `newest` is the greatest key of a delivery before, so that the later ones
    are those that were added.
    """

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="late_send")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leaves_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=IssueStatus)
    cancelled_at = models.DateTimeField(null=True)
    newest = models.BigIntegerField()
    deliveries = models.JSONField()

    objects = LateSendQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=(IssueStatus.STOPPED, IssueStatus.SENT)),
                name="late_send_is_of_a_sent_or_stopped_issue",
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue}, to those without it"

    @classmethod
    def note(cls, issue: Issue, letter: Letter, *, leaves_at: datetime, by: Any) -> Self:
        """Keep how issue and letter are now, instead of what was kept of an earlier time."""
        not_arrived = letter.deliveries.filter(state__in=(*NOT_SENT, DeliveryState.FAILED))
        newest = letter.deliveries.order_by("-pk").values_list("pk", flat=True).first()
        facts = {
            "by": by,
            "leaves_at": leaves_at,
            "status": issue.status,
            "cancelled_at": letter.cancelled_at,
            "newest": newest or 0,
            "deliveries": [list(map(_as_json, row)) for row in not_arrived.values_list(*_CHANGED)],
        }
        return cls.objects.update_or_create(issue=issue, defaults=facts)[0]

    def added(self, letter: Letter) -> DeliveryQuerySet:
        return letter.deliveries.filter(pk__gt=self.newest)

    def restore(self, letter: Letter) -> None:
        """Remove the deliveries that were added, none of which has left, and give the others their columns.

        A statement for each delivery that was there and had not arrived.
        """
        self.added(letter).delete()
        for pk, *columns in self.deliveries:
            letter.deliveries.filter(pk=pk).update(**dict(zip(_CHANGED[1:], columns, strict=True)))
        Letter.objects.filter(pk=letter.pk).update(cancelled_at=self.cancelled_at)

    def has_begun(self, letter: Letter) -> bool:
        """Whether a worker took any of it; waits for one that does at this moment."""
        before = [row[0] for row in self.deliveries]
        rows = letter.deliveries.filter(models.Q(pk__gt=self.newest) | models.Q(pk__in=before))
        states = rows.select_for_update().values_list("state", flat=True)
        return not TAKEN.isdisjoint(states)
