"""Who speaks for which State, since when and by which act."""

from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.people import Person
from network.models.states import State


class EndReason(models.TextChoices):
    LEFT_SERVICE = "left_service", _("Left the service")
    NEW_DUTIES = "new_duties", _("Took up other duties")
    SUCCEEDED = "succeeded", _("A successor was named")
    CORRECTION = "correction", _("Entered by mistake")


class InstrumentKind(models.TextChoices):
    LETTER = "letter", _("Letter")
    NOTE_VERBALE = "note_verbale", _("Note verbale")
    EMAIL = "email", _("E-mail of the delegation")


class Period(models.Func):
    """The half-open period of an appointment: its first day belongs to it, its last does not."""

    function = "DATERANGE"
    output_field = DateRangeField()


PERIOD = Period("starts_on", "ends_on", RangeBoundary())


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date | None = None) -> Self:
        """Keep the appointments in force on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day))

    def with_people(self) -> Self:
        return self.select_related("person__agency", "person__organisation", "state")


@pghistory.track()
class Appointment(models.Model):
    """A State's act naming a person its focal point. `ends_on` is the first day it is not in force."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="appointments")
    is_primary = models.BooleanField(_("first contact of the State"), default=False)
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=20, choices=EndReason, blank=True)
    instrument_kind = models.CharField(_("instrument"), max_length=20, choices=InstrumentKind, blank=True)
    instrument_reference = models.CharField(_("reference"), max_length=100, blank=True)
    instrument_on = models.DateField(_("date of the instrument"), null=True, blank=True)
    succeeds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("state__name", "-is_primary", "starts_on")
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
                name="one_primary_per_state_at_a_time",
                expressions=[(PERIOD, RangeOperators.OVERLAPS), ("state", RangeOperators.EQUAL)],
                condition=models.Q(is_primary=True),
                violation_error_message=_("This State already has a first contact in that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} for {self.state}"

    def clean(self) -> None:
        """Name a wrong end at its field; Postgres would not even form such a period."""
        if self.ends_on and self.starts_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The end must come after the start.")})
