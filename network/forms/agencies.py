"""What an editor decides about an institution that somebody named."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Agency, AgencyKind
from nfp_portal.text.forms import Form


class AgencyForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgencyKind.choices)


class MergeAgencyForm(Form):
    into = forms.ModelChoiceField(Agency.objects.none(), label=_("The same as"), empty_label="—")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Agency.objects.reviewed().filter(state=agency.state_id).exclude(pk=agency.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined] # a choice of rows
