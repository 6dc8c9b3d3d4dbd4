"""What focal points offer, and the call that asks for it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.contributions.models import CallForContributions
from newsletter.models import Piece
from nfp_portal.text.forms import ModelForm
from nfp_portal.ui.widgets import DayInput, MarkdownWidget


class OfferForm(ModelForm[Piece]):
    """What a focal point writes; the by-line comes from the own entry."""

    class Meta:
        model = Piece
        fields = ("section", "headline", "body", "credit", "audience")
        widgets = {"body": MarkdownWidget(attrs={"rows": 12})}


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
