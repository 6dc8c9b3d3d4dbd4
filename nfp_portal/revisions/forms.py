"""Forms that tell on which revision of a row they were opened, and what differs from the row of now."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any, TypedDict, TypeVar

from django import forms
from django.db import models
from django.utils.choices import flatten_choices

from nfp_portal.text.forms import Form, ModelForm

# The largest number the column holds.
HIGHEST = 2**31 - 1

Row = TypeVar("Row", bound=models.Model)


class Difference(TypedDict):
    label: str
    yours: str
    theirs: str


def revision_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST)


def revision_in(words: str) -> int | None:
    """The revision that a button brings back; None for what no row ever had."""
    return int(words) if words.isdecimal() and len(words) < len(str(HIGHEST)) else None


class RevisedForm(Form):
    """`revision` tells whether the row changed since the form was opened."""

    revision = revision_field()

    def standing(self, row: Any) -> dict[str, Any]:
        """What stands in the row now, by the names of the form's fields."""
        return {name: getattr(row, name, "") for name in self.fields}

    def differences(self, row: Any) -> Iterator[Difference]:
        """What was typed beside what stands in the row now, both in words; nothing where they agree."""
        for name, value in self.standing(row).items():
            field = self[name]
            if field.is_hidden or (isinstance(field.field, forms.FileField) and not field.data):
                continue
            yours, theirs = _in_words(field, field.value()), _in_words(field, value)
            if yours != theirs:
                yield Difference(label=str(field.label), yours=yours, theirs=theirs)


class RevisedModelForm(RevisedForm, ModelForm[Row]):
    """A form of the row itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision  # type: ignore[attr-defined] # rows that count


def _in_words(field: forms.BoundField, value: Any) -> str:
    """A value as the page says it: choices by their labels, rows by their names, days as they are typed."""
    if isinstance(value, date | time):
        value = field.field.widget.format_value(value)
    if value is None or value is False:
        value = ""
    offered: Any = flatten_choices(getattr(field.field, "choices", ()))
    choices = {str(key): str(label) for key, label in offered}
    if isinstance(value, list | tuple):
        return ", ".join(label for key, label in choices.items() if key in map(str, value))
    if value == "":
        return choices.get("", "").strip("-—")  # dashes are no words
    return choices.get(str(getattr(value, "pk", value)), str(value)).replace("\r\n", "\n").strip()
