"""Participants chosen by their boxes."""

from typing import Any
from uuid import UUID

from django import forms

from meetings.participation.actions.selecting import Decision
from nfp_portal.text.forms import Form


class KeysField(forms.TypedMultipleChoiceField):
    """Keys of participants, in boxes or hidden; those that are gone meanwhile are no mistake."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, required=False, **options)

    def valid_value(self, value: str) -> bool:
        try:
            UUID(value)
        except ValueError:
            return False
        return True


class DecisionForm(Form):
    """People chosen by their boxes, and what the button decides on them."""

    people = KeysField()
    decision = forms.ChoiceField(choices=[(each.value, each.name) for each in Decision])
