"""A round, whom it asks, and the mailboxes its letters go to.

That a mailbox bounces or wants no mail is never stored here: it follows from the outbox.
"""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Person, State
from nfp_portal.mail.models import Delivery
from nfp_portal.text.fields import AddressField

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Outcome(models.TextChoices):
    WAITING = "waiting", _("no answer yet")
    ANSWERED = "answered", _("answered")
    NOTHING = "nothing", _("nothing to report")


class Channel(models.TextChoices):
    """The way an answer came in."""

    LINK = "link", _("by the link")
    PORTAL = "portal", _("on the portal")
    ON_BEHALF = "on_behalf", _("entered by the secretariat")


class Status(models.TextChoices):
    """The status of one addressee; derived from the answer, the mail and what was done since."""

    ANSWERED = "answered", _("answered")
    NOTHING = "nothing", _("nothing to report")
    BOUNCED = "bounced", _("address refuses mail")
    SUPPRESSED = "suppressed", _("wants no mail")
    NO_ADDRESS = "no_address", _("no address recorded")
    ENDED = "ended", _("no longer asked")
    MERGED = "merged", _("entry merged with another")
    ESCALATED = "escalated", _("delegation was written to")
    REMINDED = "reminded", _("reminded")
    WAITING = "waiting", _("waiting for an answer")


COMPLETE = frozenset({Status.ANSWERED, Status.NOTHING})
SILENT = frozenset({Status.WAITING, Status.REMINDED, Status.ESCALATED})
UNREACHABLE = frozenset({Status.BOUNCED, Status.SUPPRESSED, Status.NO_ADDRESS})
# For whose answer nobody waits any more, although there is none.
OVER = frozenset({Status.ENDED, Status.MERGED})


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def of_kind(self, *names: str) -> Self:
        return self.filter(kind__in=names)

    def past_their_end(self) -> Self:
        """Keep the open rounds that take no more answers: their last day and the late days are over."""
        late = models.ExpressionWrapper(
            models.F("late_days") * models.Value(timedelta(days=1)), output_field=models.DurationField()
        )
        return self.open().filter(closes_at__lte=Now() - late)


@pghistory.track()
class Round(models.Model):
    """One question to many. `scope` is "" or names what the question is about, opaque to this room."""

    if TYPE_CHECKING:
        addressees: RelatedManager["Addressee"]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=120)
    states = models.ManyToManyField(State, related_name="rounds", verbose_name=_("States asked"))
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closes_at = models.DateTimeField(_("answers are expected until"))
    # So long after `closes_at` answers are still taken.
    late_days = models.PositiveSmallIntegerField(default=0)
    reminders_on = ArrayField(models.DateField(), default=list, blank=True)
    escalates_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        app_label = "network"
        ordering = ("-opened_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "scope"],
                condition=models.Q(closed_at=None),
                name="one_open_round_of_kind_and_scope",
                violation_error_message=_("A round of this kind is open already: close it first."),
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="round_is_closed_after_it_was_opened",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network:rounds:board", args=[self.key])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def opened_on(self) -> date:
        """The day it was opened, in Vienna."""
        return timezone.localdate(self.opened_at)

    @property
    def closes_on(self) -> date:
        """The last day on which answers are expected, in Vienna."""
        return timezone.localdate(self.closes_at - timedelta(seconds=1))

    @property
    def takes_answers_until(self) -> date:
        """The last day before it closes by itself, in Vienna."""
        return self.closes_on + timedelta(days=self.late_days)

    @property
    def is_past_its_date(self) -> bool:
        return self.is_open and timezone.now() >= self.closes_at

    def last_reminder_day(self, today: date) -> date | None:
        """Return the latest of its reminder days that has come; None before the first."""
        return max((day for day in self.reminders_on if day <= today), default=None)


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def waiting(self) -> Self:
        return self.filter(outcome=Outcome.WAITING)

    def in_order(self) -> Self:
        """Order by State and name."""
        return self.order_by(
            models.F("represents__name").asc(nulls_last=True),
            "person__family_name",
            "person__given_name",
            "organisation__name",
            "about",
            "pk",
        )


@pghistory.track()
class Addressee(models.Model):
    """Who is asked in a round: one person, State or organisation; `represents` is the State it counts for.

    `about` names the part of the round's subject that is asked about, opaque to this room.
    """

    if TYPE_CHECKING:
        mailboxes: RelatedManager["Mailbox"]
        # What `rounds.queries` adds: a `Status`, and which of the kind's answers was given.
        status: str
        given: str
        # What the list of those who are written to adds: whether nobody waits for the answer any more.
        has_left: bool

    ANSWERED_OUTCOMES = (Outcome.ANSWERED, Outcome.NOTHING)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="addressees")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="addressees")
    state = models.ForeignKey(State, null=True, on_delete=models.PROTECT, related_name="addressees")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="addressees"
    )
    represents = models.ForeignKey(State, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    reminded_count = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who answered by a link that several have: the name of the mailbox it was sent to.
    answered_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        app_label = "network"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, state=None, organisation=None)
                | models.Q(person=None, state__isnull=False, organisation=None)
                | models.Q(person=None, state=None, organisation__isnull=False),
                name="addressee_is_one_person_state_or_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(state=None) | models.Q(represents=models.F("state")),
                name="a_state_asked_represents_itself",
            ),
            models.UniqueConstraint(
                fields=["round", "person", "about"], name="one_addressee_per_person_and_subject"
            ),
            models.UniqueConstraint(
                fields=["round", "state", "about"], name="one_addressee_per_state_and_subject"
            ),
            models.UniqueConstraint(
                fields=["round", "organisation", "about"], name="one_addressee_per_organisation_and_subject"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="outcome_of_a_round_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="waiting", answered_at=None, channel="")
                | (
                    ~models.Q(outcome="waiting")
                    & models.Q(answered_at__isnull=False, channel__in=Channel.values)
                ),
                name="an_answer_has_a_time_and_channel",
            ),
            models.CheckConstraint(
                condition=models.Q(reminded_count=0, reminded_at=None)
                | models.Q(reminded_count__gt=0, reminded_at__isnull=False),
                name="a_reminder_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.get_outcome_display()}"

    @property
    def subject(self) -> Person | State | Organisation:
        subject = self.person or self.state or self.organisation
        if subject is None:  # pragma: no cover - the database holds exactly one
            raise ValueError(self.key)
        return subject

    @property
    def name(self) -> str:
        return str(self.subject)

    @property
    def name_in_list(self) -> str:
        in_list: str = self.person.in_list if self.person else self.name
        return in_list

    @property
    def is_answered(self) -> bool:
        return self.outcome != Outcome.WAITING

    @property
    def took(self) -> timedelta | None:
        """How long the answer took, from the opening of the round."""
        return self.answered_at - self.round.opened_at if self.answered_at else None


class Mailbox(models.Model):
    """One address that an addressee is written to; its key is what the link in the letters bears.

    `delivery` is the last message sent there. The link of a former address holds as long as the round.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="mailboxes")
    name = models.CharField(max_length=200, blank=True)
    address = AddressField(blank=True)
    language = models.CharField(max_length=2)
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        app_label = "network"
        constraints = (
            models.UniqueConstraint(fields=["addressee", "address"], name="one_mailbox_per_address"),
        )

    def __str__(self) -> str:
        return str(self.address)
