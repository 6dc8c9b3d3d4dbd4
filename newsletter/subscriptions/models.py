"""Who receives the newsletter, and by which proof of consent."""

import secrets
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nfp_portal.mail.models import EVERY_STREAM, Suppression
from nfp_portal.text.fields import AddressField

CONFIRMATION_LASTS = timedelta(days=7)


class SubscriptionState(models.TextChoices):
    PENDING = "pending", _("To be confirmed")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")
    BOUNCED = "bounced", _("Address does not work")


def new_token() -> str:
    """192 random bits, safe in an address and short enough for one line of mail."""
    return secrets.token_urlsafe(24)


class SubscriptionRequest(models.Model):
    """An address entered on the portal, known or not. A worker answers by mail and removes the row."""

    email = AddressField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # The subscription that moves to this address once it is confirmed.
    replaces = models.ForeignKey("Subscription", null=True, on_delete=models.CASCADE, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "newsletter"

    def __str__(self) -> str:
        return f"request {self.pk}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> Self:
        return self.filter(state=SubscriptionState.ACTIVE)

    def of_address(self, email: str) -> Self:
        return self.filter(email=email)

    def of_confirm_token(self, token: str) -> Self:
        return self.filter(confirm_token=token)

    def refused_by_their_server(self) -> Self:
        """Keep those whose address gets no mail of any kind any more."""
        refused = Suppression.objects.filter(stream=EVERY_STREAM).values("address")
        return self.filter(email__in=refused)

    def per_language(self) -> list[tuple[str, int]]:
        """Count by preferred language, most first (one query)."""
        rows = self.values_list("language").annotate(number=models.Count("pk"))
        return list(rows.order_by("-number", "language"))


class Subscription(models.Model):
    """One address. `token` opens its preferences and ends it; `confirm_token` proves the address once.

    No history is kept beside it: the row itself says when consent was given and withdrawn, and a person
    who asks to be forgotten leaves no copy of the address behind.
    """

    email = AddressField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriptionState, default=SubscriptionState.PENDING
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    confirm_token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    confirm_sent_on = models.DateField(null=True)
    # The subscription that ends when this one is confirmed: a change of address. It stays named afterwards,
    # so that nobody gets an issue a second time at the new address.
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        constraints = (
            models.UniqueConstraint(fields=["email"], name="one_subscription_per_email"),
            models.CheckConstraint(
                condition=models.Q(state__in=SubscriptionState.values), name="subscription_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="active") | models.Q(confirmed_at__isnull=False),
                name="active_subscription_was_confirmed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ended") | models.Q(ended_at__isnull=False),
                name="ended_subscription_has_an_instant",
            ),
        )
        indexes = (models.Index(fields=["state"], name="subscription_state"),)

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    def awaits(self, confirm_token: str, on: date | None = None) -> bool:
        """Whether `confirm_token` still proves the address on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        fits = secrets.compare_digest(self.confirm_token.encode(), confirm_token.encode())
        return fits and self.confirm_sent_on is not None and day - self.confirm_sent_on <= CONFIRMATION_LASTS
