"""The forms beside the levels: a filled-in sheet, and with whom a self-assessment is shared."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.self_assessment.models import SharedWith
from nfp_portal.text.forms import Form
from nfp_portal.ui.uploads import CheckedFileField


class SheetForm(Form):
    file = CheckedFileField(label=_("Filled-in sheet"), help_text=_("XLSX, as you downloaded it."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(".xlsx"):
            raise ValidationError(_("Upload the sheet as XLSX."))
        return file


class ShareForm(Form):
    shared_with = forms.ChoiceField(label=_("Share it with"), choices=SharedWith.choices)
