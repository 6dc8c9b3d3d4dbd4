"""A message to many, and each to whom it goes; what became of a copy is in the outbox."""

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models import Appointment, Organisation, Person, State
from network.models.people import suppressed
from nfp_portal.mail.models import EVERY_STREAM, NOTICE, OPEN_STATES, Delivery, DeliveryState
from nfp_portal.text.fields import AddressField
from nfp_portal.ui.uploads import RandomName

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

LONGEST_ABOUT, LONGEST_ORIGIN = 300, 500


class Capacity(models.TextChoices):
    """Why somebody is written to."""

    FOCAL_POINT = "focal_point", _("focal point")
    CONTACT = "contact", _("recorded address")
    ENTRY = "entry", _("entry of the directory")


class MessageQuerySet(models.QuerySet["Message"]):
    def with_counts(self) -> Self:
        """Add how many copies were sent, wait, and did not arrive (`arrived`, `waiting`, `failed`)."""
        return self.annotate(
            arrived=_number_in(DeliveryState.SENT),
            waiting=_number_in(*OPEN_STATES),
            failed=_number_in(DeliveryState.FAILED, DeliveryState.SUPPRESSED, DeliveryState.WITHDRAWN),
        )


def _number_in(*states: DeliveryState) -> Count:
    return Count("recipients", filter=Q(recipients__delivery__state__in=states))


class Message(models.Model):
    """One message; it is written, looked at and then sent.

    `key` is made with its form: the same form again makes no other. `about` says in words from which list its
    recipients are, `origin` is the path of that list. `number` is how many addresses it was sent to.
    """

    if TYPE_CHECKING:
        recipients: RelatedManager["MessageRecipient"]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.CharField(max_length=LONGEST_ABOUT)
    origin = models.CharField(max_length=LONGEST_ORIGIN)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=8000)
    language = models.CharField(
        _("language of the text"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    file = models.FileField(_("file"), upload_to=RandomName("messages"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    replies_to_writer = models.BooleanField(_("answers come to me, not to the secretariat"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        app_label = "network"
        ordering = ("-changed_at", "-pk")
        indexes = (models.Index("changed_at", name="messages_by_age"),)
        constraints = (
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="message_says_something"),
            models.CheckConstraint(
                condition=Q(sent_at=None, number=0) | Q(sent_at__isnull=False, number__gt=0),
                name="sent_message_went_to_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("network:messages:message", args=[self.key])


class RecipientQuerySet(models.QuerySet["MessageRecipient"]):
    def of(self, message: Message) -> Self:
        return self.filter(message=message)

    def with_reachability(self) -> Self:
        """Add `is_refused`: the outbox sends nothing of this kind to the address."""
        return self.annotate(is_refused=suppressed("address", EVERY_STREAM, NOTICE))

    def reached(self) -> Self:
        """Keep those who get the message if it is sent now."""
        return self.with_reachability().filter(is_chosen=True, is_refused=False).exclude(address="")

    def in_order(self) -> Self:
        """Order by State and name."""
        return self.order_by(models.F("state__name").asc(nulls_last=True), "name", "pk")


class MessageRecipient(models.Model):
    """One person or mailbox of the list as it was when the message was written.

    `address` is empty where none was recorded. Who was left out by hand is not `is_chosen`. `delivery` is the
    copy in the outbox: without one after the sending nobody was written to.
    """

    if TYPE_CHECKING:
        is_refused: bool

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="recipients")
    capacity = models.CharField(max_length=20, choices=Capacity)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.ForeignKey(State, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=201)
    address = AddressField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    is_chosen = models.BooleanField(default=True)
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RecipientQuerySet.as_manager()

    class Meta:
        app_label = "network"
        constraints = (
            models.UniqueConstraint(
                fields=["message", "address"],
                condition=~Q(address=""),
                name="one_copy_of_a_message_per_address",
            ),
            models.UniqueConstraint(fields=["message", "person"], name="one_copy_of_a_message_per_person"),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values), name="capacity_of_a_recipient_is_known"
            ),
            models.CheckConstraint(
                condition=Q(delivery=None) | Q(is_chosen=True) & ~Q(address=""),
                name="who_was_left_out_has_no_copy",
            ),
        )

    def __str__(self) -> str:
        return self.in_list

    @property
    def in_list(self) -> str:
        """The name with the State or organisation it is written to for."""
        owner: Any = self.state or self.organisation
        return f"{self.name}, {owner}" if owner and str(owner) != self.name else self.name
