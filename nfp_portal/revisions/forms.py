"""Forms that carry the revision of their row, and the differences between form and current row."""

import copy
from collections.abc import Iterator
from datetime import date, time
from typing import Any, TypedDict, TypeVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.merging import resolved
from nfp_portal.revisions.models import ActingApprover, Submission
from nfp_portal.text.forms import Form, ModelForm
from nfp_portal.text.normal import printable
from nfp_portal.ui.widgets import DayInput, KeyField

# The largest number the column holds.
HIGHEST = 2**31 - 1

Row = TypeVar("Row", bound=models.Model)


class Difference(TypedDict):
    """A field that differs: both versions in words, and the saved one as the form would send it."""

    name: str
    label: str
    yours: str
    theirs: str
    saved: list[str]


def revision_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST)


def parse_revision(text: str) -> int | None:
    """Return a submitted revision; None for what is no possible one."""
    return int(text) if text.isdecimal() and len(text) < len(str(HIGHEST)) else None


class NoteField(forms.CharField):
    """A remark with what is submitted, which who approves reads first (`Submission.note`)."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self) -> None:
        limit = Submission._meta.get_field("note").max_length  # noqa: SLF001 - Django's documented _meta
        super().__init__(label=gettext_lazy("Remark for who approves"), required=False, max_length=limit)

    def to_python(self, value: Any) -> str:
        return printable(super().to_python(value) or "")


class NoteForm(Form):
    """Submits something that is saved already."""

    note = NoteField()


class RevisedForm(Form):
    """`revision` is that of the row when the form was opened."""

    revision = revision_field()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(resolved(data), *args, **kwargs)

    def current_values(self, row: Any) -> dict[str, Any]:
        """Return the values of the row by the names of the form's fields; of related rows, a list."""
        values = {name: getattr(row, name, "") for name in self.fields}
        return {
            name: self.fields[name].prepare_value(value.all()) if isinstance(value, models.Manager) else value
            for name, value in values.items()
        }

    def differences(self, row: Any) -> Iterator[Difference]:
        """Yield each field whose submitted value differs from that of the row, both as text."""
        for name, value in self.current_values(row).items():
            field = self[name]
            if field.is_hidden or (isinstance(field.field, forms.FileField) and not field.data):
                continue
            yield from difference_of(field, value)


def difference_of(field: forms.BoundField, value: Any, label: str = "") -> Iterator[Difference]:
    """Yield what was typed into a field and the saved value, where they differ."""
    yours, theirs = _as_text(field, field.value()), _as_text(field, value)
    if yours != theirs:
        yield Difference(
            name=field.html_name,
            label=label or str(field.label),
            yours=yours,
            theirs=theirs,
            saved=_as_sent(field, value),
        )


class RevisedModelForm(RevisedForm, ModelForm[Row]):
    """A form of the row itself."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields["revision"].initial = self.instance.revision  # type: ignore[attr-defined] # rows that count


class IdempotentForm(RevisedModelForm[Row]):
    """A form whose hidden `key` becomes the key of the row, so that submitting it twice adds one row."""

    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Any = copy.copy(self.instance)  # cleaning writes what was typed into the instance
        row: Any = self.instance
        if row.pk:
            self.fields["key"].initial = getattr(row, "key", None)

    def own_fields(self) -> set[str]:
        """Return the names of the model's fields that the form changes."""
        return set(self._meta.fields or ()) & set(self.fields)

    def facts(self) -> dict[str, Any]:
        """Return the value of each field of the model, by name."""
        return {name: self.cleaned_data[name] for name in self.own_fields()}

    def changes(self) -> dict[str, Any]:
        """Return the facts that differ from the row as it was read."""
        return {name: value for name, value in self.facts().items() if value != getattr(self.stored, name)}


def _as_sent(field: forms.BoundField, value: Any) -> list[str]:
    """A value of the row as a browser would send it; a box that is not ticked sends nothing."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return ["on"] if value else []
    value = field.field.prepare_value(value)
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    shown = field.field.widget.format_value(value)
    return [str(each) for each in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]


def _as_text(field: forms.BoundField, value: Any) -> str:
    """Return a value as the page shows it: labels of choices, names of rows, dates as they are typed."""
    if isinstance(value, date | time):
        value = field.field.widget.format_value(value)
    if value is None or value is False:
        value = ""
    offered: Any = flatten_choices(getattr(field.field, "choices", ()))
    choices = {str(key): str(label) for key, label in offered}
    if isinstance(value, list | tuple):
        return ", ".join(label for key, label in choices.items() if key in map(str, value))
    if value == "":
        return choices.get("", "").strip("-—")  # the empty choice may be a dash
    return choices.get(str(getattr(value, "pk", value)), str(value)).replace("\r\n", "\n").strip()


class ActingApproverForm(ModelForm[ActingApprover]):
    """Names an editor who may approve from one day to another; nobody names themselves."""

    class Meta:
        model = ActingApprover
        fields = ("person", "from_day", "to_day")
        widgets = {"from_day": DayInput(), "to_day": DayInput()}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.set_by = by
        editors = User.objects.filter(is_active=True, role=Role.EDITOR).exclude(pk=by.pk)
        self.fields["person"].queryset = editors.order_by("name", "pk")  # type: ignore[attr-defined] # a choice field

    def clean_from_day(self) -> Any:
        return _not_past(self.cleaned_data["from_day"])

    def clean_to_day(self) -> Any:
        to_day = _not_past(self.cleaned_data["to_day"])
        if (from_day := self.cleaned_data.get("from_day")) and to_day < from_day:
            raise forms.ValidationError(_("The last day must not come before the first."))
        return to_day


def _not_past(day: date) -> date:
    if day < timezone.localdate():
        raise forms.ValidationError(_("This day is past. Choose today or a later day."))
    return day
