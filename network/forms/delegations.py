"""How the secretariat records a delegation's address and invites its accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import State
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form, ModelForm


class DelegationAddressForm(ModelForm[State]):
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=254)

    class Meta:
        model = State
        fields = ("delegation_email",)
        help_texts = {
            "delegation_email": _("Letters about missing or silent focal points go there. Empty: not known.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["was"].initial = self.instance.delegation_email


class InviteDelegateForm(Form):
    state = forms.ModelChoiceField(
        State.objects.participating(), label=_("State"), to_field_name="iso2", empty_label="—"
    )
    email = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
