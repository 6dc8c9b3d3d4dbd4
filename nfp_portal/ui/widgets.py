"""The portal's own widgets and fields."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class MarkdownWidget(forms.Textarea):
    """A text in Markdown; components/field.html adds a toolbar and a preview."""


class FoldedBoxes(forms.CheckboxSelectMultiple):
    """Many boxes, folded under how many of them are ticked."""


class DayInput(forms.DateInput):
    """A date, which browsers submit as 2026-04-12 in any language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"invalid": _("Write the date as 2026-04-12.")}


class ClockInput(forms.TimeInput):
    """A time as it is typed, 24 hours a day whatever the browser's language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "decimal", "maxlength": "5", "size": "6", "autocomplete": "off"}
        super().__init__(usual | (attrs or {}), format="%H:%M")


class ClockField(forms.TimeField):
    """A time of the day to the minute: 10:15, 10.15 or 1015."""

    widget = ClockInput
    input_formats = ("%H:%M", "%H.%M", "%H%M")
    default_error_messages = {"invalid": _("Write the time as 10:15.")}


class KeyField(forms.UUIDField):
    """The hidden key of what a form makes: submitted twice it makes one. Where none is sent it is new."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid4)

    def clean(self, value: Any) -> UUID:
        key: UUID | None = super().clean(value)
        return key or uuid4()
