"""What a reader enters."""

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


class PreferencesForm(Form):
    """The address is not shown: whoever has a forwarded copy opens the same page."""

    language = forms.ChoiceField(label=_("Preferred language"), choices=LANGUAGES)
    email = AddressFormField(
        label=_("New e-mail address"),
        required=False,
        help_text=_(
            "Leave it empty to keep the address. We send a link to the new one; until it is used nothing"
            " changes."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
