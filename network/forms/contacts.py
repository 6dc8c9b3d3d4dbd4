"""The form of an entry."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.groups import Group, Grouped
from network.models import Agency, AgencyKind, FieldOfWork, NewAgency, Person, person_fields
from network.models.people import WORKING_LANGUAGES
from network.models.person_fields import FORM_FIELDS, Kind, PersonField
from nfp_portal.revisions.forms import RevisedModelForm
from nfp_portal.text.telephones import is_telephone

OTHER_AGENCY = ("new_agency", "new_agency_kind")


def form_names(fields: Iterable[PersonField]) -> tuple[str, ...]:
    """The names of form fields: with a visibility where there is one, and with a way to add an agency."""
    names: list[str] = []
    for field in fields:
        names.append(field.form_name)
        if field.has_visibility:
            names.append(f"{field.name}_visibility")
        if field.kind == Kind.AGENCY:
            names += OTHER_AGENCY
    return tuple(names)


def _widgets() -> dict[str, forms.Widget]:
    return {field.form_name: widget for field in FORM_FIELDS if (widget := _widget(field))}


def _widget(field: PersonField) -> forms.Widget | None:
    attrs = {"autocomplete": field.autocomplete} if field.autocomplete else {}
    if field.kind == Kind.TELEPHONE:
        return forms.TextInput(attrs={"type": "tel"} | attrs)
    if not attrs:
        return None
    return forms.EmailInput(attrs=attrs) if field.kind == Kind.ADDRESS else forms.TextInput(attrs=attrs)


class ContactForm(Grouped, RevisedModelForm[Person]):
    """An entry with its contact details."""

    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=WORKING_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.MultipleChoiceField(
        label=_("Fields of work"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_agency = forms.CharField(
        label=_("Another agency"),
        help_text=_("Only if yours is not in the list."),
        max_length=200,
        required=False,
    )
    new_agency_kind = forms.ChoiceField(
        label=_("Kind of the other agency"), choices=[("", "—"), *AgencyKind.choices], required=False
    )

    groups: tuple[Group, ...] = tuple(
        (group.value, form_names(field for field in FORM_FIELDS if field.group == group))
        for group in person_fields.Group
    )

    class Meta:
        model = Person
        fields = form_names(FORM_FIELDS)
        widgets = _widgets()
        help_texts = {field.form_name: field.help_text for field in FORM_FIELDS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.kept().filter(state=self.instance.state_id)  # type: ignore[attr-defined] # the field is a ModelChoiceField
        # Also those of the entry that are no field of work any more: saving does not drop them.
        names = dict.fromkeys([*FieldOfWork.objects.values_list("name", flat=True), *self.instance.topics])
        self.fields["topics"].choices = [(name, name) for name in names]  # type: ignore[attr-defined] # a choice field
        if self.instance.state_id is None:
            del self.fields["new_agency"], self.fields["new_agency_kind"]

    def clean_telephone(self) -> str:
        return self._number("telephone")

    def clean_mobile(self) -> str:
        return self._number("mobile")

    def _number(self, field: str) -> str:
        return international(self.cleaned_data[field])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new_agency") and not cleaned.get("new_agency_kind"):
            self.add_error("new_agency_kind", _("Choose what kind of agency it is."))
        return cleaned

    def agency_to_add(self) -> NewAgency | None:
        name = self.cleaned_data.get("new_agency")
        return NewAgency(name, self.cleaned_data["new_agency_kind"]) if name else None

    def changes(self) -> dict[str, Any]:
        """The model's fields that differ from the entry, by attribute name."""
        own = set(self.Meta.fields) - {*OTHER_AGENCY, "agency"}
        changes = {name: self.cleaned_data[name] for name in self.changed_data if name in own}
        if "languages" in changes:
            changes["languages"] = in_order_of(self.initial["languages"], changes["languages"])
        if "agency" in self.changed_data:
            agency = self.cleaned_data["agency"]
            changes["agency_id"] = agency.pk if agency else None
        return changes


class DiscreetContactForm(ContactForm):
    """For whoever may not know which addresses the directory holds: a clash is left to the secretariat."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc] # not in the stubs
        return excluded | {"email"}


def in_order_of(before: list[str], chosen: list[str]) -> list[str]:
    """Keep the order of what stays, for checkboxes know none: a letter is written in the first language."""
    return [*(each for each in before if each in chosen), *(each for each in chosen if each not in before)]


def international(number: str) -> str:
    """Take a telephone number with its country code, and no other."""
    number = number.strip()
    if number and not is_telephone(number):
        raise forms.ValidationError(_("Write the number with its country code, as +43 1 000 0000."))
    return number
