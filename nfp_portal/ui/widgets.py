"""Controls and fields that the portal has in its own way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MarkdownWidget(forms.Textarea):
    """A text in Markdown: the field's component adds a toolbar and a preview (components/field.html)."""


class DayInput(forms.DateInput):
    """A day, which browsers send as 2026-04-12 whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"invalid": _("Write the date as 2026-04-12.")}
