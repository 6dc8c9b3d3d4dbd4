"""What a reader enters."""

import re
from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.readers.models import ReaderGroup
from nfp_portal.revisions.forms import RevisedModelForm
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form, ModelForm

LANGUAGES = [*settings.LANGUAGES]
MOST_ADDRESSES, MOST_NAMED = 500, 5
# Whatever stands around an at sign, up to a blank, a comma, a semicolon or a bracket.
_ADDRESS = re.compile(r'[^\s,;<>()"]*@[^\s,;<>()"]*')


class SubscribeForm(Form):
    email = AddressFormField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Preferred language"), choices=LANGUAGES, initial="en")


class ConsentForm(Form):
    """Consent that was given elsewhere. Staff say how, for whoever asks later."""

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


class AddReaderForm(ConsentForm):
    address = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("address",)


class AddMembersForm(ConsentForm):
    """Addresses as they are copied from a mail or a sheet, with or without names. It cleans to each once."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One or many, as copied from a mail or a sheet. Names beside them are left out."),
    )
    field_order = ("addresses",)

    def clean_addresses(self) -> list[str]:
        typed = _ADDRESS.findall(self.cleaned_data["addresses"])
        if not 0 < len(typed) <= MOST_ADDRESSES:
            text = _("Write at least one address, and at most %(most)d at a time.")
            raise forms.ValidationError(text % {"most": MOST_ADDRESSES})
        field, addresses, wrong = AddressFormField(), [], []
        for each in typed:
            try:
                addresses.append(field.clean(each))
            except forms.ValidationError:
                wrong.append(each)
        if wrong:
            text = _("These are no e-mail addresses: %(addresses)s.")
            raise forms.ValidationError(text % {"addresses": ", ".join(wrong[:MOST_NAMED])})
        return list(dict.fromkeys(addresses))


class GroupForm(ModelForm[ReaderGroup]):
    class Meta:
        model = ReaderGroup
        fields = ("name",)
        help_texts = {"name": _("For example “Partners”. Its members read the name in each issue.")}


class RenameGroupForm(RevisedModelForm[ReaderGroup]):
    class Meta(GroupForm.Meta):
        pass


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
