"""The forms by which a delegation asks, and by which the secretariat refuses."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

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
from network.forms.contacts import DiscreetContactForm
from network.forms.groups import Group, GroupedForm
from network.models import Appointment, EndReason, Person, State, Visibility
from network.models.people import PersonQuerySet
from network.proposals.actions.requests import Filing
from network.proposals.models import ProposalStatus
from network.proposals.values import Correction, End, Nomination, Successor
from nfp_portal.accounts.models import User
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import DayField

NEEDED_OF_A_NEW_ONE = ("given_name", "family_name", "email")
HOW = (_("By which act"), (*INSTRUMENT_FIELDS, "note"))
WHY_ONE_LEAVES = [choice for choice in EndReason.choices if choice[0] != EndReason.CORRECTION]
ONE_DAY, ONE_YEAR = timedelta(days=1), timedelta(days=366)


class AskingForm(Form):
    """What each form of asking has: a note, and a key that makes a second press harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Note to the secretariat"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4

    def filing(self, by: User) -> Filing:
        """How the request comes, with the instrument where the form has one."""
        instrument = self.instrument() if isinstance(self, InstrumentForm) else {}
        return Filing(by, self.cleaned_data["note"], instrument, self.cleaned_data["key"] or uuid4())


class NominationForm(AskingForm, NomineeForm):
    """A delegation's nomination; an official who is in the directory already may be chosen."""

    known = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("An official in the directory"),
        help_text=_("Or leave it empty, and describe a new one."),
        required=False,
        empty_label=_("A new one, described below"),
    )
    primary = forms.BooleanField(
        label=_("First contact of the State from then on"),
        required=False,
        help_text=_("A State’s only focal point is its first contact anyhow."),
    )
    succeeds = OfState(
        Appointment.objects.none(),
        label=_("Successor of"),
        required=False,
        empty_label="—",
        help_text=_("The predecessor ends in the same act."),
    )
    predecessor_ends_on = DayField(
        label=_("The predecessor ends on"),
        required=False,
        help_text=_("Empty: on the successor's first day."),
    )
    groups = (
        (_("Who"), ("known", *ENTRY_FIELDS)),
        (_("From when"), ("starts_on", "ends_on", "primary", "succeeds", "predecessor_ends_on")),
        HOW,
    )

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        super().__init__(*args, state=state, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["known"].queryset = Person.objects.kept().filter(state=state)
        fields["succeeds"].queryset = (
            Appointment.objects.not_ended().filter(state=state).select_related("person")
        )
        fields["starts_on"].initial = timezone.localdate()
        for name in INSTRUMENT_FIELDS[:3]:
            fields[name].required = True
        for name in NEEDED_OF_A_NEW_ONE:
            fields[name].required = False
            fields[name].needed_when = _("needed for a new one")

    def refuse_address_of(self, others: PersonQuerySet) -> None:
        """Refuse only what delegations read anyway; any other clash the secretariat sees on the proposal."""
        super().refuse_address_of(others.filter(state=self.state, email_visibility=Visibility.DELEGATIONS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._expect_somebody(cleaned)
        self._expect_a_hand_over(cleaned)
        return cleaned

    def _expect_somebody(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("known") is not None:
            return
        for name in NEEDED_OF_A_NEW_ONE:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Needed for somebody who is not in the directory yet."))

    def _expect_a_hand_over(self, cleaned: dict[str, Any]) -> None:
        former, last = cleaned.get("succeeds"), cleaned.get("predecessor_ends_on")
        if last and not former:
            self.add_error("succeeds", _("Say who ends on that day."))
        if last and former and last <= former.starts_on:
            self.add_error("predecessor_ends_on", REFUSALS["appointment_ends_after_it_starts"][1])
        if former and former.person == cleaned.get("known"):
            self.add_error("succeeds", _("Nobody succeeds in the own place."))

    def nomination(self) -> Nomination:
        cleaned = self.cleaned_data
        known, former = cleaned["known"], cleaned["succeeds"]
        return Nomination(
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            primary=cleaned["primary"],
            person_id=known.pk if known else None,
            entry={} if known else self.entry(),
            new_agency=None if known else self.agency_to_add(reviewed=False),
            succeeds=former.pk if former else None,
            predecessor_ends_on=cleaned["predecessor_ends_on"],
        )


class AskEndForm(AskingForm, InstrumentForm):
    ends_on = DayField(label=_("Ends on"), help_text=_("The first day out of force."))
    end_reason = forms.ChoiceField(label=_("Reason"), choices=EndReason.choices)
    successor_given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    successor_family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    successor_function = forms.CharField(label=_("Function"), max_length=200, required=False)
    successor_email = AddressFormField(label=_("E-mail"), required=False)
    groups: tuple[Group, ...] = (
        (_("The end"), ("ends_on", "end_reason")),
        (
            _("A successor, if there is one"),
            ("successor_given_name", "successor_family_name", "successor_function", "successor_email"),
        ),
        HOW,
    )

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointment = appointment
        self.fields["ends_on"].initial = appointment.ends_on or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (day := cleaned.get("ends_on")) and day <= self.appointment.starts_on:
            self.add_error("ends_on", REFUSALS["appointment_ends_after_it_starts"][1])
        named = [cleaned.get(f"successor_{name}") for name in Successor._fields]
        for field in ("successor_given_name", "successor_family_name"):
            if any(named) and not cleaned.get(field) and not self.has_error(field):
                self.add_error(field, _("Give the successor's given and family name."))
        return cleaned

    def end(self) -> End:
        cleaned = self.cleaned_data
        named = Successor(*(cleaned[f"successor_{name}"] for name in Successor._fields))
        successor = named if named.family_name else None
        return End(cleaned["ends_on"], EndReason(cleaned["end_reason"]), successor)


class LeaveForm(AskEndForm):
    """What a focal point who leaves tells: no letter comes with it, the delegation is asked for that.

    It asks for the last day, as the page behind the yearly letter does; `end` gives the day after.
    """

    ends_on = DayField(label=_("Last day in the function"))
    end_reason = forms.ChoiceField(label=_("Reason"), choices=WHY_ONE_LEAVES)
    groups = (*AskEndForm.groups[:2], (_("More"), ("note",)))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in INSTRUMENT_FIELDS:
            del self.fields[name]
        if self.appointment.ends_on:
            self.fields["ends_on"].initial = self.appointment.ends_on - ONE_DAY

    def clean_ends_on(self) -> date:
        last: date = self.cleaned_data["ends_on"]
        if abs(last - timezone.localdate()) > ONE_YEAR:
            raise forms.ValidationError(_("Choose a day within a year of today."))
        return last + ONE_DAY

    def instrument(self) -> dict[str, Any]:
        return {}


class AskCorrectionForm(AskingForm, DiscreetContactForm):
    """A State's entry as a delegation may see it: what is for others alone is not in the form."""

    groups = (*DiscreetContactForm.groups, (_("More"), ("note",)))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "second_email", "telephone", "mobile"):
            if name in self.fields and getattr(self.instance, name) != self.instance.contact(name, by):
                del self.fields[name]
        for name in [name for name in self.fields if name.endswith("_visibility")]:
            del self.fields[name]

    def correction(self) -> Correction:
        return Correction(self.changes(), self.agency_to_add())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.changes() and not self.agency_to_add():
            self.add_error(None, _("Nothing is different from what stands in the directory."))
        return cleaned


class StatusFilter(Form):
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Open, oldest first")), *ProposalStatus.choices],
        required=False,
    )


class DeclineForm(GroupedForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Mailed to who asked."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
