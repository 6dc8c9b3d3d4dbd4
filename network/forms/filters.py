"""The filter of the map of States, and the day that lists are shown as of."""

from datetime import date

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from network.models import Coverage, SubRegion
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import DayField


def as_of_field() -> forms.DateField:
    return DayField(
        label=_("As of"),
        required=False,
        error_messages={"invalid": _("Write the date as 2016-04-12.")},
        validators=[MinValueValidator(date(2006, 1, 1), _("The Network exists since 2006."))],
    )


class StatesFilter(Form):
    sub_region = forms.ChoiceField(
        label=_("Sub-region"), choices=[("", _("All sub-regions")), *SubRegion.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("Any status")), *Coverage.choices], required=False
    )
    on = as_of_field()
