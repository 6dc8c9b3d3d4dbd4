"""The form of a contact of a State or an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Contact
from nfp_portal.revisions.forms import RevisedModelForm


class ContactRecordForm(RevisedModelForm[Contact]):
    class Meta:
        model = Contact
        fields = ("name", "address", "language")
        widgets = {"address": forms.EmailInput(attrs={"autocomplete": "off"})}
        help_texts = {"name": _("A function or a unit, as it is to be addressed.")}

    def _get_validation_exclusions(self) -> set[str]:
        """Look at whose contact it is too, so that the same address twice is said at the form."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc] # not in the stubs
        return excluded - {"state", "organisation"}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
