"""How often the digest comes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.forms import Form
from nfp_portal.turns.models import Digest


class DigestForm(Form):
    digest = forms.ChoiceField(label=_("Digest"), choices=Digest.choices, widget=forms.RadioSelect)
