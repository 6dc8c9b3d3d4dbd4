"""The meeting that follows an earlier one: what differs from it, filled in as far as it follows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.days import check_days
from meetings.models import Meeting
from meetings.wording import title_with_number
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.widgets import DayInput

A_WEEK = 7
_YEAR = re.compile(r"\b(20\d\d)\b")


class NextMeetingForm(IdempotentForm[Meeting]):
    same_place = forms.BooleanField(label=gettext_lazy("At the same place"), required=False)

    class Meta:
        model = Meeting
        fields = ("number", "title", "starts_on", "ends_on")
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts = {
            "starts_on": gettext_lazy("The same weekday a year on. Agenda and dates move with it."),
            "number": gettext_lazy("It becomes the address."),
        }

    def __init__(self, *args: Any, earlier: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = earlier
        for name, value in _proposed(earlier).items():
            self.fields[name].initial = value
        if earlier.number is None:
            del self.fields["number"]
        location = ", ".join(filter(None, (earlier.venue, earlier.location)))
        if location:
            self.fields["same_place"].label = _("At the same place: %(place)s") % {"place": location}
        else:
            del self.fields["same_place"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_days(self, cleaned.get("starts_on"), cleaned.get("ends_on"))
        return cleaned

    def validate_unique(self) -> None:
        """A second click finds the meeting of the first one, whose number is its own."""
        key = self.cleaned_data.get("key")
        if key is None or not Meeting.objects.filter(key=key).exists():
            super().validate_unique()

    @property
    def is_at_the_same_place(self) -> bool:
        return bool(self.cleaned_data.get("same_place"))


def _proposed(earlier: Meeting) -> dict[str, Any]:
    days = dict(zip(("starts_on", "ends_on"), _days_a_year_on(earlier), strict=False))
    number = earlier.number + 1 if earlier.number else None
    title = title_with_number(earlier.title, earlier.number, number)
    if earlier.starts_on and days:
        year, next_year = str(earlier.starts_on.year), str(days["starts_on"].year)
        title = _YEAR.sub(lambda match: next_year if match[1] == year else match[1], title)
    return {"number": number, "title": title, **days}


def _days_a_year_on(earlier: Meeting) -> Iterator[date]:
    """Yield the first and the last day in the year after, or in the first year that is still to come."""
    first, last = earlier.starts_on, earlier.last_day
    if first is None or last is None:
        return
    year, today = first.year + 1, date.today()  # noqa: DTZ011 - a proposal; the zone of the place is not known yet
    while same_weekday(first, year) <= today:
        year += 1
    start = same_weekday(first, year)
    yield start
    yield start + (last - first)


def same_weekday(day: date, year: int) -> date:
    """Return the day of a year that has the weekday of `day` and is closest to its date."""
    anniversary = date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 - February
    ahead = (day.weekday() - anniversary.weekday()) % A_WEEK
    return anniversary + timedelta(days=ahead if ahead <= A_WEEK // 2 else ahead - A_WEEK)
