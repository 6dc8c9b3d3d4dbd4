"""Forms of the newsletter."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models import CallForContributions, Contribution, Issue
from nfp_portal.revisions.forms import RevisedModelForm
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form, ModelForm
from nfp_portal.ui.widgets import DayInput, MarkdownWidget

LANGUAGES = [*settings.LANGUAGES]


class SubscribeForm(Form):
    email = AddressFormField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Preferred language"), choices=LANGUAGES, initial="en")


class PreferencesForm(SubscribeForm):
    email = AddressFormField(
        label=_("E-mail"),
        help_text=_("For another address we send a link there first; until it is used nothing changes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class StartForm(ModelForm[Issue]):
    class Meta:
        model = Issue
        fields = ("number", "title", "period", "dated_on", "language")
        widgets = {"dated_on": DayInput()}


class IssueForm(RevisedModelForm[Issue]):
    class Meta:
        model = Issue
        fields = ("title", "period", "dated_on", "language", "contributions_by", "opening")
        widgets = {
            "dated_on": DayInput(),
            "contributions_by": DayInput(),
            "opening": MarkdownWidget(attrs={"rows": 8}),
        }


class OfferForm(ModelForm[Contribution]):
    """What a focal point writes; the by-line comes from the own entry."""

    class Meta:
        model = Contribution
        fields = ("section", "headline", "body", "credit", "audience")
        widgets = {"body": MarkdownWidget(attrs={"rows": 12})}


class ContributionForm(RevisedModelForm[Contribution]):
    """What an editor may set, the by-line included."""

    class Meta:
        model = Contribution
        fields = ("section", "headline", "body", "state", "agency", "organisation", "credit", "audience")
        widgets = {"body": MarkdownWidget(attrs={"rows": 12})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        state, agency = data.get("state"), data.get("agency")
        if agency and state and agency.state_id != state.pk:
            self.add_error("agency", _("%(agency)s is no agency of this State.") % {"agency": agency})
        return data


class CallForm(ModelForm[CallForContributions]):
    class Meta:
        model = CallForContributions
        fields = ("due_on", "text")
        widgets = {"due_on": DayInput(), "text": MarkdownWidget(attrs={"rows": 5})}

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose today or a later day."))
        return due_on
