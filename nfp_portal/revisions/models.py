"""What was submitted and decided, who may approve in an approver's place, and who has a form open."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nfp_portal.revisions.changes import Part


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back with a remark")
    TAKEN_BACK = "taken_back", _("Taken back")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of(self, subject: str) -> Self:
        """Keep the submissions of a subject, oldest first."""
        return self.filter(subject=subject).order_by("at", "pk")

    def waiting(self) -> Self:
        return self.filter(decision=Decision.WAITING)


class Submission(models.Model):
    """One request for approval of `subject`, an opaque key such as "issue-13" or "report-7".

    `content` is what it said then, a list of parts (`changes.Part`); only to compare with, never to restore.
    """

    subject = models.CharField(max_length=60)
    content = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("remark for who approves"), max_length=2000, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["subject", "at"], name="submission_subject"),)
        constraints = (
            models.UniqueConstraint(
                fields=["subject"],
                condition=models.Q(decision="waiting"),
                name="one_open_submission_per_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="waiting", decided_by=None, decided_at=None)
                | ~models.Q(decision="waiting")
                & models.Q(decision__in=Decision.values, decided_by__isnull=False, decided_at__isnull=False),
                name="decided_submission_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision__in=["approved", "sent_back"])
                | ~models.Q(decided_by=models.F("by")),
                name="submission_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="sent_back") & ~models.Q(remark="")
                | ~models.Q(decision="sent_back") & models.Q(remark=""),
                name="what_is_sent_back_has_a_remark",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} of {self.at:%Y-%m-%d}"

    @property
    def parts(self) -> list[Part]:
        return [Part.from_json(row) for row in self.content]


# About three months: who is away for longer has a successor, who is made an approver.
LONGEST_ACTING = timedelta(days=92)


class ActingApproverQuerySet(models.QuerySet["ActingApprover"]):
    def in_force(self, on: date | None = None) -> Self:
        """Keep those of a day (default: today in Vienna); both ends are included."""
        day = on or timezone.localdate()
        return self.filter(from_day__lte=day, to_day__gte=day)

    def current_and_coming(self) -> Self:
        return self.filter(to_day__gte=timezone.localdate()).order_by("from_day", "pk")


class ActingApprover(models.Model):
    """An editor who may approve from one day to another, both included, while an approver is away."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="acting_periods",
        verbose_name=_("acting approver"),
    )
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("until"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    objects = ActingApproverQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_day__lte=models.F("to_day")),
                name="acting_approver_begins_before_the_end",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(to_day__lte=models.F("from_day") + LONGEST_ACTING),
                name="acting_approver_for_92_days_at_most",
                violation_error_message=_("An acting approver is named for at most 92 days."),
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("set_by")), name="nobody_names_themselves_acting_approver"
            ),
            ExclusionConstraint(
                name="one_acting_period_of_a_person_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "from_day",
                            "to_day",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("This person is acting approver on some of these days already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.from_day:%Y-%m-%d} to {self.to_day:%Y-%m-%d}"


# A page says four times within it that it is open.
LEASE = timedelta(seconds=60)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def current(self) -> Self:
        """Keep those whose lease has not ended, by the clock of the database; the longest there first."""
        return self.filter(seen_at__gt=Now() - LEASE).order_by("since", "pk")


class Presence(models.Model):
    """Somebody has the form of `subject` open, an opaque key such as "issue-13". It ends by itself.

    `seen_at` is when the page last said so, `since` when it first did without a pause longer than the lease.
    """

    subject = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "person"], name="one_presence_of_a_person_per_subject"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} at {self.subject}"
