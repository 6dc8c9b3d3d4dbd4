"""The forms by which editors write a State's acts into the record."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.acts import (
    ENTRY_FIELDS,
    INSTRUMENT_FIELDS,
    REFUSALS,
    InstrumentForm,
    NomineeForm,
    OfState,
)
from network.forms.groups import GroupedForm
from network.models import Appointment, EndReason
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.ui.widgets import DayField

WHO = (_("Who"), ENTRY_FIELDS)
BY_WHICH_ACT = (_("By which act"), INSTRUMENT_FIELDS)
FORMER_REASONS = [("", "—"), *EndReason.choices]


class RecordForm(NomineeForm):
    primary = forms.BooleanField(
        label=_("First contact of the State from then on"),
        required=False,
        help_text=_(
            "Who is first contact until then hands it over on that day. A State’s only focal point is its"
            " first contact anyhow."
        ),
    )
    groups = (WHO, (_("From when"), ("starts_on", "ends_on", "primary")), BY_WHICH_ACT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate()

    def facts(self) -> dict[str, Any]:
        days = {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")}
        begin = days["starts_on"] if self.cleaned_data["primary"] else None
        return days | self.instrument() | {"primary_from": begin}


class ActForm(RevisedForm, GroupedForm):
    """A form of one appointment."""

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointment = appointment
        self.fields["revision"].initial = appointment.revision

    def expect_after_start(self, name: str) -> None:
        """Refuse a last day that does not come after the appointment's first."""
        day = self.cleaned_data.get(name)
        if day and day <= self.appointment.starts_on:
            self.add_error(name, REFUSALS["appointment_ends_after_it_starts"][1])


class EndForm(ActForm):
    ends_on = DayField(label=_("Ends on"), help_text=_("The first day out of force."))
    end_reason = forms.ChoiceField(label=_("Reason"), choices=EndReason.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.expect_after_start("ends_on")
        return self.cleaned_data


class FirstContactForm(ActForm):
    primary_from = DayField(
        label=_("First contact from"),
        help_text=_("Who is first contact until then hands it over on that day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["primary_from"].initial = max(timezone.localdate(), self.appointment.starts_on)


class HandOverForm(RevisedForm, NomineeForm):
    """A successor, and the predecessor's end, in one act."""

    predecessor_ends_on = DayField(
        label=_("The predecessor ends on"),
        help_text=_("May be later than the successor's first day: then both are in force for a while."),
    )
    groups = (WHO, (_("From when"), ("starts_on", "predecessor_ends_on", "ends_on")), BY_WHICH_ACT)

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, state=appointment.state, **kwargs)
        self.appointment = appointment
        self.fields["revision"].initial = appointment.revision
        self.fields["starts_on"].initial = appointment.ends_on or timezone.localdate()
        self.fields["predecessor_ends_on"].initial = appointment.ends_on or timezone.localdate()
        if appointment.ends_on is not None:
            self.fields["predecessor_ends_on"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        last = cleaned.get("predecessor_ends_on")
        if last and last <= self.appointment.starts_on:
            self.add_error("predecessor_ends_on", REFUSALS["appointment_ends_after_it_starts"][1])
        if last and (end := cleaned.get("ends_on")) and end <= last:
            self.add_error("ends_on", _("The successor must stay beyond the predecessor's end."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")} | self.instrument()

    def current_values(self, row: Appointment) -> dict[str, Any]:
        """Of the predecessor; all else is about the successor."""
        return {"predecessor_ends_on": row.ends_on}


class CorrectForm(ActForm, InstrumentForm):
    """What was recorded wrongly: days, reason, instrument, predecessor."""

    starts_on = DayField(label=_("In force from"))
    ends_on = DayField(label=_("Ends on"), required=False, help_text=_("The first day out of force."))
    end_reason = forms.ChoiceField(label=_("Reason of the end"), choices=FORMER_REASONS, required=False)
    primary_from = DayField(label=_("First contact from"), required=False)
    primary_until = DayField(
        label=_("First contact until"),
        required=False,
        help_text=_("Empty: as long as the appointment lasts."),
    )
    succeeds = OfState(Appointment.objects.none(), label=_("Successor of"), required=False, empty_label="—")
    groups = (
        (_("Days"), ("starts_on", "ends_on", "end_reason")),
        (_("First contact"), ("primary_from", "primary_until")),
        (_("Succession"), ("succeeds",)),
        BY_WHICH_ACT,
    )
    plain = ("starts_on", "ends_on", "end_reason", "primary_from", "primary_until", "succeeds")

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, appointment=appointment, **kwargs)
        of_state = Appointment.objects.filter(state=appointment.state).exclude(pk=appointment.pk)
        self.fields["succeeds"].queryset = of_state.select_related("person")  # type: ignore[attr-defined] # a choice of rows
        for name in (*self.plain, *INSTRUMENT_FIELDS[:3]):
            self.fields[name].initial = getattr(appointment, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for begin, end in (("starts_on", "ends_on"), ("primary_from", "primary_until")):
            first, last = cleaned.get(begin), cleaned.get(end)
            if first and last and last <= first:
                self.add_error(end, REFUSALS["first_contact_ends_after_it_begins"][1])
        if cleaned.get("primary_until") and not cleaned.get("primary_from"):
            self.add_error("primary_from", _("Give the first day too."))
        if self._goes_in_a_circle(cleaned.get("succeeds")):
            self.add_error("succeeds", _("That one succeeds this appointment, itself or by others."))
        return cleaned

    def _goes_in_a_circle(self, former: Appointment | None) -> bool:
        """Whether the predecessors of `former` lead back here."""
        met: set[int] = set()
        while former is not None and former.pk not in met:
            met.add(former.pk)
            former = former.succeeds
        return self.appointment.pk in met

    def changes(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in self.plain} | self.instrument()
        return {name: value for name, value in facts.items() if value != getattr(self.appointment, name)}
