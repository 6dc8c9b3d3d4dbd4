"""The addresses of the newsletter, and by which proof of consent one subscribed. Why else: `reasons`."""

import secrets
from datetime import date, timedelta
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Person
from nfp_portal.mail.models import EVERY_STREAM, NEWSLETTER, Suppression
from nfp_portal.text.fields import AddressField

CONFIRMATION_LASTS = timedelta(days=7)


class SubscriptionState(models.TextChoices):
    """How far the subscription of an address is: derived, never stored."""

    NONE = "none", _("No subscription")
    PENDING = "pending", _("To be confirmed")
    ACTIVE = "active", _("Subscribed")
    ENDED = "ended", _("Opted out")


class Consent(models.TextChoices):
    """By what an address subscribed; empty where it did not."""

    LINK = "link", _("The link in a message to the address")
    STAFF = "staff", _("Entered by the secretariat")


def new_token() -> str:
    """192 random bits, safe in an address and short enough for one line of mail."""
    return secrets.token_urlsafe(24)


class SubscriptionRequest(models.Model):
    """An address entered on the portal, known or not. A worker answers by mail and removes the row."""

    email = AddressField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # The reader who moves to this address once it is confirmed.
    replaces = models.ForeignKey("Reader", null=True, on_delete=models.CASCADE, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "newsletter"

    def __str__(self) -> str:
        return f"request {self.pk}"


# A subscription is confirmed; one that was asked for anew waits until it is confirmed again.
SUBSCRIBED = models.Q(confirmed_at__isnull=False, asked_at=None)


class ReaderQuerySet(models.QuerySet["Reader"]):
    def subscribed(self) -> Self:
        """Keep who subscribed and confirmed, and did not opt out since."""
        return self.filter(SUBSCRIBED, opted_out_at=None)

    def of_address(self, address: str) -> Self:
        return self.filter(address=address)

    def of_confirm_token(self, token: str) -> Self:
        return self.filter(confirm_token=token)

    def suppressed(self) -> Self:
        """Keep those whose address gets no newsletter: its server refused it, or its owner left."""
        return self.filter(address__in=suppressed_addresses())

    def per_language(self) -> list[tuple[str, int]]:
        """Count by preferred language, most first (one query)."""
        rows = self.order_by().values_list("language").annotate(number=models.Count("pk"))
        return list(rows.order_by("-number", "language"))


def suppressed_addresses() -> models.QuerySet[Suppression, str]:
    rows = Suppression.objects.filter(stream__in=(EVERY_STREAM, NEWSLETTER))
    return rows.values_list("address", flat=True)


class Reader(models.Model):
    """One address. `token` opens its preferences and opts it out; `confirm_token` proves the address once.

    Why it receives an issue is computed at dispatch (`reasons`); the row says only what its owner chose. No
    history is kept beside it: a person who asks to be forgotten leaves no copy of the address behind.
    """

    address = AddressField(_("e-mail"))
    # Whose address in the directory it is or was, so that nobody gets an issue twice.
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    confirm_token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    confirm_sent_on = models.DateField(null=True)
    # The reader whose mail ends when this one is confirmed: a change of address. It stays named afterwards,
    # so that nobody gets an issue a second time at the new address.
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # Since when a subscription waits for its confirmation.
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(_("subscribed"), null=True)
    opted_out_at = models.DateTimeField(_("opted out"), null=True)
    # Who of the staff entered it, where its owner wrote or called; none where its owner clicked.
    opted_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    consent = models.CharField(_("consent"), max_length=10, choices=Consent, blank=True)
    # Where staff entered it: in which words or by which paper consent was given, and on which day.
    consent_source = models.CharField(_("how consent was given"), max_length=200, blank=True)
    consent_on = models.DateField(_("day of the consent"), null=True)
    consent_entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_demonstration = models.BooleanField(default=False)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        constraints = (
            models.UniqueConstraint(fields=["address"], name="one_reader_per_address"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, consent="")
                | models.Q(confirmed_at__isnull=False, consent__in=Consent.values),
                name="subscription_has_a_consent",
            ),
            models.CheckConstraint(
                condition=~models.Q(consent="staff")
                | models.Q(consent_on__isnull=False, consent_entered_by__isnull=False)
                & ~models.Q(consent_source=""),
                name="consent_by_staff_has_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(opted_out_by=None) | models.Q(opted_out_at__isnull=False),
                name="who_entered_an_opt_out_entered_one",
            ),
        )

    def __str__(self) -> str:
        return f"reader {self.pk}"

    @property
    def subscription(self) -> SubscriptionState:
        if self.asked_at is not None:
            return SubscriptionState.PENDING
        if self.opted_out_at is not None:
            return SubscriptionState.ENDED
        return SubscriptionState.ACTIVE if self.confirmed_at is not None else SubscriptionState.NONE

    @property
    def is_subscribed(self) -> bool:
        return self.subscription == SubscriptionState.ACTIVE

    def awaits(self, confirm_token: str, on: date | None = None) -> bool:
        """Whether `confirm_token` still proves the address on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        fits = secrets.compare_digest(self.confirm_token.encode(), confirm_token.encode())
        return fits and self.confirm_sent_on is not None and day - self.confirm_sent_on <= CONFIRMATION_LASTS


class GroupQuerySet(models.QuerySet["ReaderGroup"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)


@pghistory.track()
class ReaderGroup(models.Model):
    """Addresses that staff keep together, such as "Partners": a reason for each issue until it ends.

    `revision` grows with each new name.
    """

    name = models.CharField(_("name"), max_length=80)
    ended_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = GroupQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="group_of_readers_has_a_name"),
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_group_of_readers_of_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("newsletter:group", args=[self.pk])


class MemberQuerySet(models.QuerySet["GroupMember"]):
    def current(self) -> Self:
        """Keep those that were not removed, of groups that did not end."""
        return self.filter(removed_at=None, group__ended_at=None)


class GroupMember(models.Model):
    """A reader in a group, by a consent that staff entered, until they are removed.

    A removed row stays, for the history of the group; it goes with its reader, as no tracked row would.
    """

    group = models.ForeignKey(ReaderGroup, on_delete=models.PROTECT, related_name="members")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="memberships")
    consent_source = models.CharField(_("how consent was given"), max_length=200)
    consent_on = models.DateField(_("day of the consent"))
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        app_label = "newsletter"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "reader"],
                condition=models.Q(removed_at=None),
                name="a_reader_is_in_a_group_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(consent_source=""), name="member_of_a_group_has_a_consent"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_member_says_who_removed_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reader} in {self.group}"
