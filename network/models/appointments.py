"""Who speaks for which State, since when and by which act."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.first_contacts import end_of_role
from network.models.people import Person
from network.models.states import State
from nfp_portal.ui.uploads import RandomName

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

# An end that near is worth a successor's name: such appointments are called ending.
NOTICE = timedelta(days=60)


class EndReason(models.TextChoices):
    LEFT_SERVICE = "left_service", _("Left the service")
    NEW_DUTIES = "new_duties", _("Took up other duties")
    SUCCEEDED = "succeeded", _("A successor was named")
    CORRECTION = "correction", _("Entered by mistake")


class InstrumentKind(models.TextChoices):
    LETTER = "letter", _("Letter")
    NOTE_VERBALE = "note_verbale", _("Note verbale")
    EMAIL = "email", _("E-mail of the delegation")


# What an appointment and the proposal of one say of the act itself.
INSTRUMENT = (
    "instrument_kind",
    "instrument_reference",
    "instrument_on",
    "instrument_file",
    "instrument_file_name",
)


class AppointmentStatus(models.TextChoices):
    """Where an appointment stands on a day: derived, never stored. A nomination is still a proposal."""

    NOMINATED = "nominated", _("Nominated")
    CONFIRMED = "confirmed", _("Confirmed, begins later")
    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Ending")
    ENDED = "ended", _("Ended")

    @property
    def mark(self) -> str:
        return {"in_force": "confirmed", "ending": "due", "ended": "over"}.get(self.value, "waiting")


class Period(models.Func):
    """The half-open period of an appointment: its first day belongs to it, its last does not."""

    function = "DATERANGE"
    output_field = DateRangeField()


PERIOD = Period("starts_on", "ends_on", RangeBoundary())
# First contact until a named day, or as long as the appointment lasts (LEAST leaves out what is null).
FIRST_CONTACT = Period(
    "primary_from",
    Least(Cast("primary_until", models.DateField()), Cast("ends_on", models.DateField())),
    RangeBoundary(),
)


def _during(day: date, begin: str, end: str) -> models.Q:
    return models.Q(**{f"{begin}__lte": day}) & (
        models.Q(**{f"{end}__isnull": True}) | models.Q(**{f"{end}__gt": day})
    )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date | None = None) -> Self:
        """Keep the appointments in force on `on` (default: today in Vienna)."""
        return self.filter(_during(on or timezone.localdate(), "starts_on", "ends_on"))

    def primary(self, on: date | None = None) -> Self:
        """Keep the first contacts of their States on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        return self.in_force(day).filter(_during(day, "primary_from", "primary_until"))

    def not_ended(self, on: date | None = None) -> Self:
        """Keep the appointments in force on `on` or beginning later."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=on or timezone.localdate()))

    def ending(self, on: date | None = None) -> Self:
        """Keep those in force on `on` whose end is recorded and near."""
        day = on or timezone.localdate()
        return self.in_force(day).filter(ends_on__lte=day + NOTICE)

    def with_people(self) -> Self:
        return self.select_related("person__agency", "person__organisation", "state")


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), level=pghistory.Statement
)
class Appointment(models.Model):
    """A State's act naming a person its focal point. `ends_on` is the first day it is not in force.

    `primary_from` and `primary_until` bound, half-open too, the time this person is the State's first
    contact; without `primary_until` it lasts as long as the appointment. `revision` grows with each change.
    """

    if TYPE_CHECKING:
        events: RelatedManager[Any]  # pghistory makes it: one row per change, as the act was after it

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=20, choices=EndReason, blank=True)
    primary_from = models.DateField(_("first contact from"), null=True, blank=True)
    primary_until = models.DateField(_("first contact until"), null=True, blank=True)
    instrument_kind = models.CharField(_("instrument"), max_length=20, choices=InstrumentKind, blank=True)
    instrument_reference = models.CharField(_("reference"), max_length=100, blank=True)
    instrument_on = models.DateField(_("date of the instrument"), null=True, blank=True)
    instrument_file = models.FileField(_("scan"), upload_to=RandomName("instruments"), blank=True)
    instrument_file_name = models.CharField(max_length=200, blank=True, editable=False)
    succeeds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("state__name", models.F("primary_from").asc(nulls_last=True), "starts_on")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None, end_reason="") | models.Q(ends_on__isnull=False),
                name="appointment_end_has_a_date",
                violation_error_message=_("A reason for the end needs its date."),
            ),
            models.CheckConstraint(
                condition=models.Q(end_reason__in=["", *EndReason.values]),
                name="appointment_end_reason_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(instrument_kind__in=["", *InstrumentKind.values]),
                name="appointment_instrument_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(primary_from=None, primary_until=None)
                | models.Q(primary_from__isnull=False, primary_from__gte=models.F("starts_on")),
                name="first_contact_begins_within_the_appointment",
                violation_error_message=_("Nobody is first contact before the appointment begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(primary_until=None) | models.Q(primary_until__gt=models.F("primary_from")),
                name="first_contact_ends_after_it_begins",
                violation_error_message=_("The first contact's last day must come after the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(primary_from=None)
                | models.Q(ends_on=None)
                | models.Q(
                    models.Q(primary_until=None) | models.Q(primary_until__lte=models.F("ends_on")),
                    primary_from__lt=models.F("ends_on"),
                ),
                name="first_contact_ends_within_the_appointment",
                violation_error_message=_("Nobody is first contact after the appointment has ended."),
            ),
            models.CheckConstraint(
                condition=models.Q(succeeds=None) | ~models.Q(succeeds=models.F("id")),
                name="nobody_succeeds_himself",
                violation_error_message=_("An appointment cannot succeed itself."),
            ),
            ExclusionConstraint(
                name="one_appointment_of_a_person_per_state_at_a_time",
                expressions=[
                    (PERIOD, RangeOperators.OVERLAPS),
                    ("person", RangeOperators.EQUAL),
                    ("state", RangeOperators.EQUAL),
                ],
                violation_error_message=_(
                    "This person already has an appointment for this State in that time."
                ),
            ),
            ExclusionConstraint(
                name="one_first_contact_per_state_at_a_time",
                expressions=[(FIRST_CONTACT, RangeOperators.OVERLAPS), ("state", RangeOperators.EQUAL)],
                condition=models.Q(primary_from__isnull=False),
                deferrable=models.Deferrable.IMMEDIATE,  # Undo gives the role back before it takes it
                violation_error_message=_("This State already has a first contact in that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} for {self.state}"

    def clean(self) -> None:
        """Name a wrong end or predecessor at its field; Postgres would not even form such a period."""
        if self.ends_on and self.starts_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The end must come after the start.")})
        if self.succeeds and self.succeeds.state_id != self.state_id:
            raise ValidationError({"succeeds": _("Choose an appointment of the same State.")})

    def is_in_force(self, on: date | None = None) -> bool:
        day = on or timezone.localdate()
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on <= timezone.localdate()

    def is_primary_on(self, on: date | None = None) -> bool:
        """Whether this person is the State's first contact on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        begun = self.primary_from is not None and self.primary_from <= day
        return begun and self.is_in_force(day) and (self.primary_until is None or day < self.primary_until)

    @property
    def is_primary(self) -> bool:
        """Whether this person is the State's first contact today."""
        return self.is_primary_on()

    @property
    def primary_end(self) -> date | None:
        """The first day this person is no longer the first contact; None while that is open."""
        return end_of_role(self.primary_until, self.ends_on)

    @property
    def becomes_primary(self) -> bool:
        """Whether this person is to be the State's first contact later."""
        return self.primary_from is not None and self.primary_from > timezone.localdate()

    def status_on(self, on: date | None = None) -> AppointmentStatus:
        """Where the appointment stands on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        if self.starts_on > day:
            return AppointmentStatus.CONFIRMED
        if self.ends_on is None:
            return AppointmentStatus.IN_FORCE
        if self.ends_on <= day:
            return AppointmentStatus.ENDED
        return AppointmentStatus.ENDING if self.ends_on - day <= NOTICE else AppointmentStatus.IN_FORCE

    @property
    def status(self) -> AppointmentStatus:
        return self.status_on()
