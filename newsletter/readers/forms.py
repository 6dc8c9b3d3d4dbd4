"""What a reader enters."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone
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


class AddReaderForm(Form):
    """A subscription whose owner consented elsewhere. Staff say how, for whoever asks later."""

    address = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Preferred language"), choices=LANGUAGES, initial="en")
    source = forms.CharField(
        label=_("How consent was given"),
        max_length=200,
        help_text=_(
            "The words or the paper, for example “E-mail to the secretariat: please put me on the list”."
        ),
    )
    day = forms.DateField(
        label=_("Day of the consent"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


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
