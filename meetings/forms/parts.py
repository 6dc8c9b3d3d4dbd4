"""Objectives, and what the forms of all parts of a meeting share."""

from typing import Any

from django import forms

from meetings.forms.idempotent import IdempotentForm
from meetings.models import Meeting, Objective


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
