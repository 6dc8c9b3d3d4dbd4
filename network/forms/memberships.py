"""The form of a part in another network."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Membership, Person
from nfp_portal.revisions.forms import RevisedModelForm
from nfp_portal.text.forms import ModelForm
from nfp_portal.ui.widgets import DayInput


class MembershipForm(ModelForm[Membership]):
    class Meta:
        model = Membership
        fields = ("network", "role", "starts_on")
        widgets = {"starts_on": DayInput()}
        help_texts = {
            "role": _("For example: contact point, deputy, trainer."),
            "starts_on": _("Leave it empty if it is not recorded."),
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["network"].empty_label = "—"  # type: ignore[attr-defined] # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        held = self.person.memberships.filter(ends_on=None, network=cleaned.get("network"))
        if held.filter(role=cleaned.get("role", "")).exists():
            raise forms.ValidationError(_("This role in this network is recorded already."))
        return cleaned


class EndMembershipForm(RevisedModelForm[Membership]):
    class Meta:
        model = Membership
        fields = ("ends_on",)
        widgets = {"ends_on": DayInput()}
        help_texts = {"ends_on": _("The first day without this role.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if self.instance.starts_on and day <= self.instance.starts_on:
            raise forms.ValidationError(_("The end must come after the start."))
        return day


class StrikeMembershipForm(RevisedModelForm[Membership]):
    class Meta:
        model = Membership
        fields = ()
