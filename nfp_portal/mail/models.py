"""The outbox: what is said once in a letter, and one row for each e-mail and recipient.

Postgres carries the mail (docs/decisions/0002-work-lives-in-postgres.md). A delivery is taken by a lease
of the database's clock before a byte leaves, and its Message-ID never changes: nothing is lost, and what
had to be given twice carries the same name.
"""

import copy
import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.fields import AddressField

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCOUNT = "account"
NEWSLETTER = "newsletter"
NOTICE = "notice"
# What a visitor caused by an address typed on a public page. If it does not arrive, nobody of the staff acts.
CONFIRMATION = "confirmation"
# What the portal tells staff about its own mail.
ALARM = "alarm"
EVERY_STREAM = ""


class Priority(models.IntegerChoices):
    URGENT = 1, _("urgent")
    NORMAL = 5, _("normal")
    BULK = 9, _("bulk")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("on its way")
    SENT = "sent", _("sent")
    DEFERRED = "deferred", _("will be tried again")
    FAILED = "failed", _("refused")
    SUPPRESSED = "suppressed", _("not wanted")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_STATES = (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.DEFERRED)
# What was set aside before it left, and may be sent after all.
NOT_SENT = (DeliveryState.WITHDRAWN, DeliveryState.SUPPRESSED)
# The mark of components/status.html; all others wait.
MARKS = {DeliveryState.SENT: "done", DeliveryState.FAILED: "failed"}


class LetterQuerySet(models.QuerySet["Letter"]):
    def with_counts(self) -> Self:
        """Add the numbers of recipients, waiting, sent and failed."""
        sent, failed = (
            models.Q(deliveries__state=state) for state in (DeliveryState.SENT, DeliveryState.FAILED)
        )
        return self.annotate(
            recipients=models.Count("deliveries"),
            waiting=models.Count("deliveries", filter=models.Q(deliveries__state__in=OPEN_STATES)),
            sent=models.Count("deliveries", filter=sent),
            failed=models.Count("deliveries", filter=failed),
        )


class Letter(models.Model):
    """What all recipients of one e-mail share. Frozen: `sha256` is over its words and headers.

    Words and header values may hold slots, `{{unsubscribe_url}}`, filled from each delivery.
    """

    key = models.CharField(max_length=100, unique=True, default=uuid.uuid4, editable=False)
    stream = models.CharField(max_length=40)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # An attached calendar (RFC 5545), the same for all; empty for none.
    calendar = models.TextField(blank=True)
    sender = models.CharField(max_length=320)
    language = models.CharField(max_length=10, default="en")
    sha256 = models.CharField(max_length=64, editable=False)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    created_at = models.DateTimeField(db_default=Now())
    # Nothing leaves before: the time in which sending can be undone.
    not_before = models.DateTimeField(db_default=Now())
    paused_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = (models.Index("created_at", name="letters_by_age"),)

    def __str__(self) -> str:
        return self.subject

    def seal(
        self,
        attachment: "Attachment | None" = None,
        versions: "Sequence[Version]" = (),
        inlines: "Sequence[Inline]" = (),
    ) -> str:
        """SHA-256 of all that its recipients will read."""
        parts = [self.sender, self.language, self.subject, self.text, self.html, self.headers]
        parts += [self.calendar] if self.calendar else []
        parts += [attachment.name, attachment.digest] if attachment else []
        parts += [each.parts for each in versions]
        parts += [(inline.content_id, inline.digest) for inline in inlines]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def as_version(self, version: "Version") -> "Letter":
        """Return a copy of this letter, not saved, that says what one of its versions says."""
        letter = copy.copy(self)
        letter.language, letter.subject = version.language, version.subject
        letter.text, letter.html = version.text, version.html
        return letter


class Version(models.Model):
    """What some recipients of a letter read instead: another language, or words for them alone.

    It shares all else with the letter: headers, attachments, when it leaves, and who has it already.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("letter", "name", name="one_version_of_a_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_version_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.subject}"

    @property
    def parts(self) -> list[str]:
        return [self.name, self.language, self.subject, self.text, self.html]


class Attachment(models.Model):
    """A file that all recipients of a letter get with it; a table of its own, so that no list reads it."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="attachment")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, default="application/octet-stream")
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name

    @property
    def digest(self) -> str:
        return hashlib.sha256(bytes(self.content)).hexdigest()


class Inline(models.Model):
    """A picture that the HTML of a letter shows, as `cid:<content_id>`; the same for all recipients.

    Mail programs that show no file beside the HTML show none of these either (RFC 2387).
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="inlines")
    content_id = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["letter", "content_id"], name="one_inline_part_per_content_id"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def digest(self) -> str:
        return hashlib.sha256(bytes(self.content)).hexdigest()


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def open(self) -> Self:
        """Keep what may still be sent."""
        return self.filter(is_open=True)

    def due(self) -> Self:
        """Keep what a worker may take now."""
        return self.open().filter(due_at__lte=Now(), letter__paused_at=None)

    def withdrawn(self) -> Self:
        return self.filter(state=DeliveryState.WITHDRAWN)

    def may_have_arrived(self) -> Self:
        """Keep what was sent, is being sent, or left with an unknown end."""
        return self.filter(
            models.Q(state__in=(DeliveryState.SENDING, DeliveryState.SENT)) | models.Q(ambiguous=True)
        )

    def needing_staff(self) -> Self:
        """Keep what failed, and what may have reached its recipient twice, but what visitors caused."""
        return self.filter(needs_staff=True).exclude(stream=CONFIRMATION)


def _computed(condition: models.Q) -> models.GeneratedField:
    """Return a column in which Postgres keeps whether the condition holds for its row."""
    is_true = models.BooleanField()
    wrapped = models.ExpressionWrapper(condition, output_field=is_true)
    return models.GeneratedField(expression=wrapped, output_field=is_true, db_persist=True)


class Delivery(models.Model):
    """One e-mail to one recipient. `key` names the recipient within the letter.

    `version` is the name of the version that the recipient reads, "" for the letter itself.

    No index holds a column that a claim writes, and pages keep room for one more version of each row: so
    Postgres claims a row within its page (docs/decisions/0002-work-lives-in-postgres.md).
    """

    # No index of its own: two others begin with the letter.
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    key = models.CharField(max_length=100, db_collation="C")
    version = models.CharField(max_length=40, blank=True, default="", db_default="")
    address = AddressField()
    slots = models.JSONField(default=dict)
    message_id = models.CharField(max_length=255, editable=False, db_collation="C")
    stream = models.CharField(max_length=40)
    priority = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    # It may have left although nobody confirmed it: a worker or a connection ended in between.
    ambiguous = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    # When it may be taken: after the undo time, the pause between two tries, or the end of a lease.
    due_at = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_reply = models.CharField(max_length=500, blank=True)
    is_open = _computed(models.Q(state__in=OPEN_STATES))
    needs_staff = _computed(models.Q(state=DeliveryState.FAILED) | models.Q(ambiguous=True))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (
            models.UniqueConstraint("letter", "key", name="one_delivery_per_recipient"),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
        )
        indexes = (
            models.Index("priority", "id", condition=models.Q(is_open=True), name="open_deliveries"),
            models.Index("message_id", name="deliveries_by_message_id"),
            models.Index("letter", condition=models.Q(needs_staff=True), name="deliveries_for_staff"),
        )

    def __str__(self) -> str:
        return f"{self.message_id} ({self.state})"

    @property
    def mark(self) -> str:
        return MARKS.get(DeliveryState(self.state), "waiting")


class Suppression(models.Model):
    """An address that gets no more of a stream; of no stream at all where `stream` is empty."""

    address = AddressField()
    stream = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=["address", "stream"], name="one_suppression"),)

    def __str__(self) -> str:
        return f"{self.address} {self.stream}"


class RelayQuerySet(models.QuerySet["Relay"]):
    def resting(self) -> Self:
        return self.filter(rests_until__gt=Now())

    def held(self) -> Self:
        return self.exclude(held_at=None)

    def taking_nothing(self) -> Self:
        """Keep the relay if it rests, or if outgoing mail is held."""
        return self.resting() | self.held()


class Relay(models.Model):
    """The one row that says for all workers whether the mail relay rests, or whether mail is held."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    rests_until = models.DateTimeField(db_default=Now())
    failures = models.PositiveSmallIntegerField(default=0)
    last_reply = models.CharField(max_length=500, blank=True)
    # Since when nothing leaves, until staff release it: after a restore.
    held_at = models.DateTimeField(null=True)

    objects = RelayQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_relay"),)

    def __str__(self) -> str:
        return f"rests until {self.rests_until:%H:%M:%S}"

    @property
    def rests(self) -> bool:
        return self.rests_until > timezone.now()
