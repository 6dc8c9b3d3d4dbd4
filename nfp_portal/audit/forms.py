"""The form that asks for the purpose of an export."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nfp_portal.audit.models import Purpose
from nfp_portal.text.forms import Form

LONGEST_NOTE = 200


class PurposeForm(Form):
    """Part of the address of a file: `?purpose=meeting&note=Berlin`."""

    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        choices=[("", _("Choose")), *Purpose.choices],
        error_messages={
            "required": _("Say what you need it for."),
            "invalid_choice": _("Choose one of the purposes, or “Something else”."),
        },
    )
    note = forms.CharField(label=_("In a few words"), max_length=LONGEST_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("purpose") == Purpose.OTHER and not cleaned.get("note") and not self.has_error("note"):
            self.add_error("note", _("Say in a few words what it is."))
        return cleaned
