"""What staff hand in of returned mail, and which address they know not to work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nfp_portal.returned.reading import LARGEST
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.uploads import FilesInput

MOST_FILES = 200


class MailsField(forms.FileField):
    """Several saved messages; of a large one only its beginning is read."""

    widget = FilesInput(attrs={"class": "drop", "accept": ".eml,.txt,message/rfc822"})

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        clean = super().clean
        files = [clean(file) for file in data or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Hand in at most 200 messages at once."))
        return [file.read(LARGEST) for file in files]


class ReturnedForm(Form):
    mails = MailsField(
        label=_("Returned messages"),
        help_text=_("Save them from your mail program as .eml files. Choose several, or drop them here."),
    )


class StopForm(Form):
    address = AddressFormField(label=_("Address"))
    reason = forms.CharField(
        label=_("How do you know?"),
        max_length=200,
        help_text=_("For example: the ministry said so by telephone. Shown beside the address."),
    )
