"""The filter of the directory."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.forms.filters import as_of_field
from network.models import AgencyKind, FieldOfWork, State, SubRegion
from network.models.people import WORKING_LANGUAGES
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.text.forms import Form

# A number of so many digits fits no key.
LONGEST_NUMBER = 18
STATUSES = [("", _("Any status")), ("confirmed", _("Confirmed")), ("due", _("Confirmation due"))]


class Numbers(forms.Field):
    """Rows chosen by hand, as their numbers."""

    widget = forms.MultipleHiddenInput
    MOST = 1000

    def clean(self, value: list[str] | None) -> list[int]:
        numbers = value or []
        fits = all(each.isdecimal() and len(each) < LONGEST_NUMBER for each in numbers)
        if len(numbers) > self.MOST or not fits:
            raise forms.ValidationError(_("Choose up to 1,000 rows of the directory."))
        return [int(each) for each in numbers]


class DirectoryFilter(Form):
    """What the directory is filtered by. An invalid value is an error at its field, never guessed."""

    q = forms.CharField(
        label=_("Name, agency, topic, State"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.ModelChoiceField(
        State.objects.participating(),
        label=_("State"),
        to_field_name="iso2",
        required=False,
        empty_label=_("All States"),
    )
    agency = forms.ChoiceField(
        label=_("Service"), choices=[("", _("All services")), *AgencyKind.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=STATUSES,
        required=False,
    )
    on = as_of_field()
    sub_region = forms.ChoiceField(
        label=_("Sub-region"), choices=[("", _("All sub-regions")), *SubRegion.choices], required=False
    )
    topic = forms.ModelChoiceField(
        FieldOfWork.objects.all(),
        label=_("Field of work"),
        to_field_name="name",
        required=False,
        empty_label=_("All fields of work"),
    )
    language = forms.ChoiceField(
        label=_("Working language"),
        choices=[("", _("Any language")), *WORKING_LANGUAGES],
        required=False,
    )

    only = Numbers(required=False)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = cast("forms.ChoiceField", self.fields["status"])
        if is_secretariat(reader):
            status.choices = [*STATUSES, ("unreachable", _("Bounced"))]

    # Asked less often: they stand behind "More filters".
    MORE = ("sub_region", "topic", "language")

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in {"q", "only", *self.MORE}]

    @property
    def triggers(self) -> str:
        """When htmx asks anew: a choice at once, the search after letters, a day after its digits."""
        choices = [self[name] for name in self.fields if name not in {"q", "only", "on"}]
        at_once = (f"change from:#{field.id_for_label}" for field in choices)
        typed = ("input changed delay:200ms from:#id_q", "change delay:800ms from:#id_on", "submit")
        return ", ".join([typed[0], *at_once, *typed[1:]])

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    def in_words(self, name: str) -> str:
        """Return a value of a valid form as its field shows it."""
        value = self.cleaned_data[name]
        if isinstance(value, date):
            return date_format(value, "j F Y")
        choices = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        return choices.get(str(self[name].value()), str(value))

    @property
    def asks_more(self) -> bool:
        """Whether one of the fields behind "More filters" is in use."""
        return any(self.data.get(name) for name in self.MORE)
