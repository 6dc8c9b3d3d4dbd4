"""States and organisations to choose from."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.participation.delegations import code_of
from network.models import Organisation, State
from nfp_portal.text.forms import Form


class BodyForm(Form):
    """Which delegation of a meeting one looks at."""

    code = forms.ChoiceField(label=gettext_lazy("State or organisation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = body_choices()  # type: ignore[attr-defined] # a choice field


def body_choices() -> list[tuple[str, Any]]:
    """Return the States by name, then the organisations."""
    states = [(code_of(state), state.name) for state in State.objects.order_by("name")]
    bodies = [(code_of(body), str(body)) for body in Organisation.objects.order_by("name")]
    return [
        ("", _("Choose")),
        (_("States"), states),
        (_("Organisations"), bodies),
    ]
