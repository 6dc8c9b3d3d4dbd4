"""Somebody who comes to the meeting and is on no list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from meetings.participation.actions.attendance import LateArrival
from meetings.participation.actions.people import split_name
from meetings.participation.candidates import Candidate
from meetings.participation.delegations import body_named
from meetings.participation.forms.bodies import body_choices
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form


class LateArrivalForm(Form):
    """For whom somebody comes, and who they are: one of the directory, or a name."""

    body = forms.ChoiceField(label=gettext_lazy("State or organisation"))
    person = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    function = forms.CharField(label=gettext_lazy("Function and institution"), max_length=200, required=False)
    email = AddressFormField(label=gettext_lazy("E-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = not self.data.get("person")
        self.fields["body"].choices = body_choices()  # type: ignore[attr-defined] # a choice field

    def arrival(self, person: Candidate | None) -> LateArrival:
        """Return who came: the one of the directory that was chosen, else the one that was typed."""
        typed = self.cleaned_data
        body = body_named(typed["body"])
        assert body is not None  # noqa: S101 - the field offers only those that exist
        if person is None:
            given, family = split_name(typed["name"])
            person = Candidate("new", given, family, function=typed["function"], email=typed["email"])
        return LateArrival(body, person)
