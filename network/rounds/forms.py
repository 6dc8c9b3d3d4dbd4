"""The form in which the secretariat enters an answer that came by telephone or letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.forms import Form


class OnBehalfForm(Form):
    note = forms.CharField(
        label=_("Note"), help_text=_("Who was reached, how and when."), max_length=500, required=False
    )
