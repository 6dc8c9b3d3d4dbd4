"""What a subscriber enters."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form

LANGUAGES = [*settings.LANGUAGES]


class SubscribeForm(Form):
    email = AddressFormField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Preferred language"), choices=LANGUAGES, initial="en")


class PreferencesForm(SubscribeForm):
    email = AddressFormField(
        label=_("E-mail"),
        help_text=_("For another address we send a link there first; until it is used nothing changes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
