"""The list with ticks: who of those registered took part."""

from typing import Any
from uuid import UUID

from django import forms

from nfp_portal.text.forms import Form


class _Keys(forms.TypedMultipleChoiceField):
    """Keys of participants, in boxes or hidden; those that are gone meanwhile are no mistake."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, required=False, **options)

    def valid_value(self, value: str) -> bool:
        try:
            UUID(value)
        except ValueError:
            return False
        return True


class AttendanceForm(Form):
    """`listed` are the people of the page, `was` those it showed as marked: only what was changed counts."""

    came = _Keys()
    was = _Keys(widget=forms.MultipleHiddenInput)
    listed = _Keys(widget=forms.MultipleHiddenInput)
    everybody = forms.BooleanField(required=False)

    def changes(self) -> tuple[set[UUID], set[UUID]]:
        """Those to mark as having taken part, and those to take the mark from."""
        was = set(self.cleaned_data["was"])
        came = set(self.cleaned_data["listed" if self.cleaned_data["everybody"] else "came"])
        return came - was, was - came
