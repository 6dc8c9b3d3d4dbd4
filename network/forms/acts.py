"""What the forms of a State's acts share: nominee, days, instrument, and what the record refuses."""

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.actions.nominees import Nominee
from network.forms.contacts import form_names, international
from network.forms.groups import GroupedForm
from network.models import Agency, AgencyKind, Appointment, InstrumentKind, NewAgency, Person, State
from network.models.appointments import INSTRUMENT
from network.models.people import WORKING_LANGUAGES, PersonQuerySet
from network.models.person_fields import NOMINEE_FIELDS, Kind
from nfp_portal.database.away import is_away
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import DayField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What the database refuses, at which field it is said, and how to mend it.
REFUSALS: dict[str, "tuple[str, _StrPromise]"] = {
    "one_contact_per_state_and_address": ("address", _("This address is recorded already.")),
    "one_contact_per_organisation_and_address": ("address", _("This address is recorded already.")),
    "one_appointment_of_a_person_per_state_at_a_time": (
        "starts_on",
        _("This person already speaks for the State in that time: end that appointment, or begin later."),
    ),
    "one_first_contact_per_state_at_a_time": (
        "primary_from",
        _("The State has another first contact in that time. Shorten one of the two."),
    ),
    "appointment_ends_after_it_starts": (
        "ends_on",
        _("The end is the first day out of force: choose a day after the start."),
    ),
    "appointment_end_has_a_date": ("ends_on", _("Give the day of the end too, or choose no reason.")),
    "first_contact_begins_within_the_appointment": (
        "primary_from",
        _("Nobody is first contact before the appointment begins: choose its first day or a later one."),
    ),
    "first_contact_ends_after_it_begins": (
        "primary_until",
        _("Choose a day after the first one, or leave it empty."),
    ),
    "first_contact_ends_within_the_appointment": (
        "primary_until",
        _("The time as first contact must end with the appointment at the latest: leave it empty for that."),
    ),
    "nobody_succeeds_himself": ("succeeds", _("Choose another appointment than this one.")),
    "one_person_per_email": (
        "email",
        _("This address belongs to another entry. If it is the same person, choose that entry instead."),
    ),
    "one_agency_per_name": ("name", _("The State has an institution of this name: merge the two.")),
}
ELSE = _("The record does not allow these days together. Check that each end comes after its start.")
GONE = _("Something that this names is no longer in the record: open it anew and look again.")
AT_ONCE = _("Somebody wrote the same rows in this moment: press again.")

# What is told on the page; every other failure of the database is a fault of the portal.
REFUSED = (IntegrityError, DataError, OperationalError)


def refused(form: forms.BaseForm, error: DatabaseError) -> None:
    """Say at its field, in a message that helps, what the database would not take."""
    field, message = _refusal(error)
    form.add_error(field if field in form.fields else None, message)


def message_of(error: DatabaseError) -> "_StrPromise":
    """Say in a message that helps what the database would not take."""
    return _refusal(error)[1]


def _refusal(error: DatabaseError) -> "tuple[str, _StrPromise]":
    """Raise the error of a database that is away: the page answers that for itself."""
    if is_away(error):
        raise error
    diagnosis = getattr(error.__cause__, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None) or ""
    if constraint in REFUSALS:
        return REFUSALS[constraint]
    if isinstance(error, DataError):  # a period that ends before it begins is no period at all
        return "", ELSE
    return "", AT_ONCE if isinstance(error, OperationalError) else GONE


class InstrumentForm(GroupedForm):
    """The letter by which a State acts. Its scan is kept out of public reach."""

    instrument_kind = forms.ChoiceField(
        label=_("Kind of instrument"), choices=[("", "—"), *InstrumentKind.choices], required=False
    )
    instrument_reference = forms.CharField(label=_("Reference"), max_length=100, required=False)
    instrument_on = DayField(label=_("Date of the instrument"), required=False)
    instrument_file = CheckedFileField(
        label=_("Scan"),
        required=False,
        help_text=_(
            "PDF, DOCX or a picture, at most 25 MB. Only the secretariat and the State's delegation read it."
        ),
    )

    def instrument(self) -> dict[str, Any]:
        """The instrument's fields by their names in the record; a scan only where one was handed in."""
        facts = {name: self.cleaned_data[name] for name in INSTRUMENT_FIELDS[:3]}
        if scan := self.cleaned_data.get("instrument_file"):
            facts |= {"instrument_file": scan, "instrument_file_name": scan.name[-200:]}
        return facts


INSTRUMENT_FIELDS = INSTRUMENT[:4]  # the scan's name comes with the scan
# A relation and lists have form fields of their own.
NEW_ENTRY = tuple(field.name for field in NOMINEE_FIELDS if field.kind != Kind.AGENCY)
ENTRY_FIELDS = tuple(name for name in form_names(NOMINEE_FIELDS) if not name.endswith("_visibility"))

FormClass = TypeVar("FormClass", bound="type[forms.Form]")


def with_entry_fields(form: FormClass) -> FormClass:
    """Add the fields of a new entry, as the model has them, to those that the form declares."""
    declared = form.base_fields
    missing = [name for name in ENTRY_FIELDS if name not in declared]
    declared.update(forms.fields_for_model(Person, fields=missing))
    return form


@with_entry_fields
class NomineeForm(InstrumentForm):
    """Who is to speak for a State, and from when. `person` fixed: an entry was chosen before."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"), required=False, empty_label="—")
    new_agency = forms.CharField(
        label=_("Another agency"),
        help_text=_("Only if it is not in the list."),
        max_length=200,
        required=False,
    )
    new_agency_kind = forms.ChoiceField(
        label=_("Kind of the other agency"), choices=[("", "—"), *AgencyKind.choices], required=False
    )
    telephone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("With the country code, as +43 1 000 0000."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=WORKING_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DayField(label=_("In force from"))
    ends_on = DayField(
        label=_("Ends on"),
        required=False,
        help_text=_("The first day out of force. Leave it empty if not known."),
    )

    def __init__(self, *args: Any, state: State, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state, self.person = state, person
        self.clash: Person | None = None
        self.fields["agency"].queryset = state.agencies.kept()  # type: ignore[attr-defined] # a ModelChoiceField
        if person is not None:
            for name in ENTRY_FIELDS:
                del self.fields[name]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email:
            self.refuse_address_of(Person.objects.filter(email=email))
        return email

    def refuse_address_of(self, others: PersonQuerySet) -> None:
        """Refuse an address that one of these entries has."""
        self.clash = others.first()
        if self.clash:
            raise forms.ValidationError(REFUSALS["one_person_per_email"][1])

    def clean_telephone(self) -> str:
        return international(self.cleaned_data["telephone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new_agency") and not cleaned.get("new_agency_kind"):
            self.add_error("new_agency_kind", _("Choose what kind of agency it is."))
        begin, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begin and end and end <= begin:
            self.add_error("ends_on", REFUSALS["appointment_ends_after_it_starts"][1])
        return cleaned

    def entry(self) -> dict[str, Any]:
        """The fields of the new entry that were filled in, by their names in the record."""
        if self.person is not None:
            return {}
        filled = {name: value for name in NEW_ENTRY if (value := self.cleaned_data[name])}
        if agency := self.cleaned_data["agency"]:
            filled["agency_id"] = agency.pk
        return filled

    def agency_to_add(self, *, reviewed: bool) -> NewAgency | None:
        name = self.cleaned_data.get("new_agency")
        return NewAgency(name, self.cleaned_data["new_agency_kind"], reviewed) if name else None

    def nominee(self) -> Nominee:
        """Whom staff record: what they name needs no second look."""
        person_id = self.person.pk if self.person else None
        return Nominee(person_id, self.entry(), self.agency_to_add(reviewed=True))


class OfState(forms.ModelChoiceField[Appointment]):
    """One of a State's appointments, told by the person and the days."""

    def label_from_instance(self, obj: Appointment) -> str:
        first, last = (date_format(day, "j F Y") if day else "…" for day in (obj.starts_on, obj.ends_on))
        return f"{obj.person.in_list} ({first} – {last})"
