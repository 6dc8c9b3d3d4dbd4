"""What the forms that set the days of a meeting share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from meetings.models.meetings import EARLIEST, LATEST, LONGEST


def check_days(form: forms.BaseForm, first: date | None, last: date | None) -> None:
    """Add what is wrong with the two days to their fields."""
    if last and not first and "starts_on" not in form.errors:
        form.add_error("starts_on", _("A last day needs a first day."))
    elif first and last and last < first:
        form.add_error("ends_on", _("The last day must not come before the first."))
    elif first and not (EARLIEST <= first <= LATEST and (last or first) <= first + LONGEST):
        form.add_error("starts_on", _("A meeting lasts two months at most, between 2000 and 2100."))


def groups_field(label: Any, choices: list[tuple[str, str]], **options: Any) -> forms.MultipleChoiceField:
    """Return a field that offers groups of recipients, each with its number."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **options)
