"""Forms of an account that speaks for a State, or for several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from network.models import State
from nfp_portal.text.forms import Form


class OwnStateForm(Form):
    """Asks for the State where the account speaks for several: `states` are those, or none.

    On a form of a row that has a State, that is the one chosen.
    """

    state = forms.ModelChoiceField(
        label=gettext_lazy("State"), queryset=State.objects.none(), empty_label=None, to_field_name="iso2"
    )

    def __init__(self, *args: Any, states: list[State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_states = states
        if len(states) <= 1:
            del self.fields["state"]
            return
        choice: Any = self.fields["state"]
        choice.queryset = State.objects.filter(pk__in=[state.pk for state in states]).order_by("name")
        if state := getattr(getattr(self, "instance", None), "state", None):
            self.initial["state"] = state

    @property
    def chosen_state(self) -> State:
        """Return the State of a valid form that speaks for one."""
        chosen: State = self.cleaned_data.get("state") or self.own_states[0]
        return chosen
