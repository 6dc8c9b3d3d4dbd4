"""What came back of the portal's mail."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now, TruncDate

from nfp_portal.mail.models import Delivery
from nfp_portal.returned.verdicts import Verdict
from nfp_portal.text.fields import AddressField

# A mail that did not arrive weighs so much, once a day of Vienna; so much in so many days is too much.
WEIGHT = 0.5
TOO_MUCH = 3
COUNTED_FOR = timedelta(days=14)


class ReturnedMailQuerySet(models.QuerySet["ReturnedMail"]):
    def waiting(self) -> Self:
        """Keep what no program could read and nobody has decided on, oldest first."""
        return self.filter(verdict=Verdict.UNREADABLE, decided_at=None).order_by("pk")

    def weight(self, address: str) -> float:
        """Give how much counts against an address: 0.5 for each day with a soft return in 14 days."""
        counted = self.filter(address=address, verdict=Verdict.SOFT, settled_at=None)
        recent = counted.filter(received_at__gt=Now() - COUNTED_FOR)
        return WEIGHT * recent.annotate(day=TruncDate("received_at")).values("day").distinct().count()


class ReturnedMail(models.Model):
    """One message that came back, once: `digest` (SHA-256, hex) is over all of its bytes.

    `content` is kept only while somebody must read it.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(db_default=Now())
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="+")
    address = AddressField()
    # It came to the address of its own that the delivery left under; else it only quotes the Message-ID.
    is_signed = models.BooleanField(default=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=500, blank=True)
    content = models.BinaryField(blank=True, default=b"")
    # It counts no more: mail to the address was stopped for it.
    settled_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ReturnedMailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "returned mails"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="verdict_of_returned_mail_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="returned_mail_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.UNREADABLE, decided_at=None) | models.Q(content=b""),
                name="returned_mail_is_kept_while_it_waits",
            ),
        )
        indexes = (
            models.Index("address", "received_at", name="returned_by_address"),
            models.Index(
                "id", condition=models.Q(verdict="unreadable", decided_at=None), name="returned_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.address}: {self.get_verdict_display()}"
