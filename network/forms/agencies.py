"""What an editor decides about an institution that somebody named."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Agency, AgencyKind
from nfp_portal.revisions.forms import RevisedForm


class AgencyForm(RevisedForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgencyKind.choices)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(agency, name) for name in self.base_fields}, **kwargs)


class MergeAgencyForm(RevisedForm):
    into = forms.ModelChoiceField(Agency.objects.none(), label=_("The same as"), empty_label="—")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        # The page holds the other form too, whose revision would have the same id.
        super().__init__(*args, initial={"revision": agency.revision}, auto_id="merging_%s", **kwargs)
        others = Agency.objects.reviewed().filter(state=agency.state_id).exclude(pk=agency.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined] # a choice of rows
