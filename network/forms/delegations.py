"""How the secretariat invites a delegation's accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import State
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form


class InviteDelegateForm(Form):
    state = forms.ModelChoiceField(
        State.objects.participating(), label=_("State"), to_field_name="iso2", empty_label="—"
    )
    email = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
