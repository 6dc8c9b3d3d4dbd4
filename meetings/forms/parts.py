"""Objectives, and what the forms of all parts of a meeting share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from meetings.models import Meeting, Objective
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import IdempotentForm


class PartForm(IdempotentForm[Any]):
    """A form of one of a meeting's parts."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.meeting = meeting


class ObjectiveForm(PartForm):
    class Meta:
        model = Objective
        fields = ("text", "audience")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Audience.choices) | {Audience.ALL: _("All participants")}
        self.fields["audience"].choices = list(labels.items())  # type: ignore[attr-defined] # a choice field
