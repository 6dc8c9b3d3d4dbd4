"""Rounds of verification: who was asked whether the entry is still true, and what each answered.

That an address bounces or wants no mail is never stored here: it follows from the outbox.
"""

import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.appointments import Appointment
from network.models.people import Person, suppressed
from network.models.states import State
from nfp_portal.mail.models import EVERY_STREAM, NOTICE, Delivery
from nfp_portal.mail.models import State as MailState
from nfp_portal.text.fields import AddressField

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

LONGEST_ESCALATION = 365
# So long after its last day a verification still takes answers.
LATE_ANSWERS = timedelta(days=14)


class RoundKind(models.TextChoices):
    VERIFICATION = "verification", _("Verification")
    CHECK = "communication_check", _("Communication check")


class Answer(models.TextChoices):
    """What a focal point said; in a communication check "confirmed" is "I am here"."""

    WAITING = "waiting", _("no answer yet")
    CONFIRMED = "confirmed", _("confirmed")
    CHANGED = "changed", _("changed and confirmed")
    LEFT = "left", _("has left")


class Way(models.TextChoices):
    LINK = "link", _("by the confirmation link")
    PORTAL = "portal", _("on the portal")
    TELEPHONE = "telephone", _("by telephone")


class Standing(models.TextChoices):
    """Where the question to one person stands; derived from the answer, the mail and what was done since."""

    CONFIRMED = "confirmed", _("confirmed")
    CHANGED = "changed", _("changed and confirmed")
    LEFT = "left", _("has left")
    BOUNCED = "bounced", _("address refuses mail")
    SUPPRESSED = "suppressed", _("wants no mail")
    NO_ADDRESS = "no_address", _("no address recorded")
    ENDED = "ended", _("no longer a focal point")
    MERGED = "merged", _("entry merged with another")
    ESCALATED = "escalated", _("delegation was written to")
    REMINDED = "reminded", _("reminded")
    WAITING = "waiting", _("waiting for an answer")


SILENT = frozenset({Standing.WAITING, Standing.REMINDED, Standing.ESCALATED})
UNREACHABLE = frozenset({Standing.BOUNCED, Standing.SUPPRESSED, Standing.NO_ADDRESS})
# Whom nobody waits for any more, although there is no answer.
OVER = frozenset({Standing.ENDED, Standing.MERGED})


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def verifications(self) -> Self:
        return self.filter(kind=RoundKind.VERIFICATION)

    def checks(self) -> Self:
        return self.filter(kind=RoundKind.CHECK)

    def over(self) -> Self:
        """Keep the open rounds whose time is over: checks at their end, verifications some days later."""
        now = timezone.now()
        ended = models.Q(kind=RoundKind.CHECK, closes_at__lte=now)
        late = models.Q(kind=RoundKind.VERIFICATION, closes_at__lte=now - LATE_ANSWERS)
        return self.open().filter(ended | late)

    def with_counts(self) -> Self:
        """Add how many were asked and how many have answered (`asked`, `answered`)."""
        rows = Confirmation.objects.filter(round=models.OuterRef("pk"))
        asked, answered = rows.still_asked(), rows.exclude(answer=Answer.WAITING)
        return self.annotate(asked=_number_of(asked), answered=_number_of(answered))


def _number_of(rows: "ConfirmationQuerySet") -> Coalesce:
    """How many rows of a subquery belong to the round."""
    counted = rows.order_by().values("round").annotate(number=models.Count("pk"))
    return Coalesce(models.Subquery(counted.values("number")), 0)


@pghistory.track()
class Round(models.Model):
    """One question to many. `reminder_days` and `escalation_day` count from the day it was opened."""

    if TYPE_CHECKING:
        confirmations: RelatedManager["Confirmation"]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=RoundKind, default=RoundKind.VERIFICATION)
    title = models.CharField(_("title"), max_length=120)
    states = models.ManyToManyField(State, related_name="rounds", verbose_name=_("States asked"))
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closes_at = models.DateTimeField(_("answers are expected until"))
    reminder_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    escalation_day = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(closed_at=None),
                name="one_open_round_of_a_kind",
                violation_error_message=_("A round of this kind is open already: close it first."),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=RoundKind.values), name="round_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="round_is_closed_after_it_was_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(escalation_day=None)
                | models.Q(escalation_day__range=(1, LONGEST_ESCALATION)),
                name="round_escalation_comes_after_the_opening",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network:round", args=[self.key])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_check(self) -> bool:
        return self.kind == RoundKind.CHECK

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
        """The last day before it closes by itself, in Vienna; late answers of a verification are welcome."""
        return self.closes_on if self.is_check else self.closes_on + LATE_ANSWERS

    @property
    def next_on(self) -> date:
        """About when the round after this one begins: a year later."""
        return self.opened_on + timedelta(days=365)

    @property
    def is_past_its_date(self) -> bool:
        return self.is_open and timezone.now() >= self.closes_at

    @property
    def reminders_on(self) -> list[date]:
        return [self.opened_on + timedelta(days=day) for day in sorted(self.reminder_days)]

    @property
    def escalates_on(self) -> date | None:
        return self.opened_on + timedelta(days=self.escalation_day) if self.escalation_day else None

    def last_reminder_day(self, today: date) -> date | None:
        """The latest of its reminder days that has come; None before the first."""
        return max((day for day in self.reminders_on if day <= today), default=None)


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def waiting(self) -> Self:
        return self.filter(answer=Answer.WAITING)

    def open_questions(self) -> Self:
        """Keep what an open verification still waits for."""
        open_rounds = models.Q(round__closed_at=None, round__kind=RoundKind.VERIFICATION)
        rows = self.waiting().filter(open_rounds).with_end().filter(has_ended=False)
        return rows.select_related("round")

    def with_end(self) -> Self:
        """Know `has_ended`: who is no focal point of the State today, or was none when the round closed."""
        today = models.Value(timezone.localdate(), models.DateField())
        own = Appointment.objects.filter(person=models.OuterRef("person"), state=models.OuterRef("state"))
        lasting = own.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=models.OuterRef("judged_on")))
        judged = self.alias(judged_on=Coalesce(TruncDate("round__closed_at"), today))
        return judged.alias(has_ended=~models.Exists(lasting))

    def still_asked(self) -> Self:
        """Leave out who never answered and is no focal point any more."""
        return self.with_end().exclude(answer=Answer.WAITING, has_ended=True)

    def outstanding(self) -> Self:
        """Keep those whose answer somebody still waits for."""
        return self.waiting().with_end().filter(has_ended=False, person__merged_into=None)

    def standing_there(self) -> Self:
        """Add `stands`: where the question to each person stands, for `standing` and for counting."""
        return self.with_end().annotate(stands=_stands())

    def with_standing(self) -> Self:
        """Add what `standing` and the board ask for; no further query per row."""
        rows = self.standing_there()
        return rows.select_related("person__user", "person__agency", "state", "delivery", "round")

    def in_order(self) -> Self:
        return self.order_by("state__name", "person__family_name", "person__given_name", "pk")


def _stands() -> models.Case:
    """The answer; else why nobody waits for one, why mail does not arrive, or what was done so far."""
    to_this_address = Exact(models.F("delivery__address"), models.F("person__email"))
    cases: tuple[tuple[Any, models.Expression | models.F | str], ...] = (
        (~models.Q(answer=Answer.WAITING), models.F("answer")),
        (models.Q(person__merged_into__isnull=False), Standing.MERGED),
        (models.Q(has_ended=True), Standing.ENDED),
        (models.Q(person__email=""), Standing.NO_ADDRESS),
        (suppressed("person__email", EVERY_STREAM), Standing.BOUNCED),
        # An address that was changed since is a new one.
        (models.Q(to_this_address, delivery__state=MailState.FAILED), Standing.BOUNCED),
        (suppressed("person__email", NOTICE), Standing.SUPPRESSED),
        (models.Q(escalated_at__isnull=False), Standing.ESCALATED),
        (models.Q(reminded_count__gt=0), Standing.REMINDED),
    )
    told = [
        models.When(case, then=then if isinstance(then, models.F) else models.Value(then))
        for case, then in cases
    ]
    return models.Case(*told, default=models.Value(Standing.WAITING), output_field=models.CharField())


@pghistory.track(exclude=["delivery"])
class Confirmation(models.Model):
    """One person asked in one round, for one State; `delivery` is the last message sent about it."""

    if TYPE_CHECKING:
        stands: str  # with_standing adds it

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmations")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="confirmations")
    language = models.CharField(max_length=2)
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="+")
    reminded_count = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    last_day = models.DateField(_("last day in the function"), null=True)
    successor_given_name = models.CharField(max_length=100, blank=True)
    successor_family_name = models.CharField(max_length=100, blank=True)
    successor_function = models.CharField(max_length=200, blank=True)
    successor_email = AddressField(blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "person"], name="one_confirmation_per_person"),
            models.CheckConstraint(condition=models.Q(answer__in=Answer.values), name="answer_is_known"),
            models.CheckConstraint(
                condition=models.Q(answer="waiting", answered_at=None, way="")
                | (~models.Q(answer="waiting") & models.Q(answered_at__isnull=False, way__in=Way.values)),
                name="answered_when_and_how",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="left", last_day__isnull=False)
                | (
                    ~models.Q(answer="left")
                    & models.Q(
                        last_day=None,
                        successor_given_name="",
                        successor_family_name="",
                        successor_function="",
                        successor_email="",
                    )
                ),
                name="only_who_left_names_a_last_day_and_successor",
            ),
            models.CheckConstraint(
                condition=models.Q(reminded_count=0, reminded_at=None)
                | models.Q(reminded_count__gt=0, reminded_at__isnull=False),
                name="reminded_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"

    @property
    def is_answered(self) -> bool:
        return self.answer != Answer.WAITING

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for an answer any more, although there is none; ask `with_standing()` rows."""
        return self.standing in OVER

    @property
    def took(self) -> timedelta | None:
        """How long the answer took, from the opening of the round."""
        return self.answered_at - self.round.opened_at if self.answered_at else None

    @property
    def successor(self) -> str:
        return f"{self.successor_given_name} {self.successor_family_name.upper()}".strip()

    @property
    def standing(self) -> Standing:
        """Where the question stands; ask it of `with_standing()` rows."""
        return Standing(self.stands)

    @property
    def standing_words(self) -> str:
        """Where the question stands as one says it; once the round is closed nobody waits any more."""
        if not self.round.is_open and self.standing in SILENT:
            return str(_("did not answer"))
        return str(self.standing.label)


def end_of(day: date) -> datetime:
    """The instant a day ends in Vienna: the first of the next one."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
