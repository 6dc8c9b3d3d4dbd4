from datetime import date

from django import forms
from django.utils import translation

from nfp_portal.ui.widgets import DayField


class Appointment(forms.Form):
    starts_on = DayField(label="In force from")


def test_a_day_is_written_in_one_way_whatever_the_language() -> None:
    with translation.override("de"):
        shown = str(Appointment(initial={"starts_on": date(2026, 4, 12)})["starts_on"])
        typed = Appointment({"starts_on": "2026-04-12"})
        assert typed.is_valid()
    assert 'type="date"' in shown
    assert 'value="2026-04-12"' in shown
    assert typed.cleaned_data == {"starts_on": date(2026, 4, 12)}


def test_another_way_is_refused_with_an_example() -> None:
    form = Appointment({"starts_on": "12.04.2026"})
    assert form.errors == {"starts_on": ["Write the date as 2026-04-12."]}
