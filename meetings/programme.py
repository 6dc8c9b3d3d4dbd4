"""An agenda by days, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Meeting
from meetings.wording import clock_on


@dataclass(frozen=True)
class Day:
    """One day of a meeting: its number in the meeting and its items. `date` is None for items without a day.

    `clock` says by which clock its times are ("Helsinki time (UTC+3)"); empty where no item has a time.
    """

    number: int | None
    date: date | None
    items: list[AgendaItem]
    clock: str = ""

    @property
    def title(self) -> str:
        """The date alone, as in documents."""
        return date_format(self.date, "l j F Y") if self.date else _("Day not recorded")

    @property
    def numbered_title(self) -> str:
        if not self.date or not self.number:
            return self.title
        return _("Day %(number)d") % {"number": self.number} + f" — {self.title}"


def by_day(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Day]:
    """Group items that are in order. Numbers count the days of the meeting, not those with items."""
    numbers = {day: number for number, day in enumerate(meeting.days(), start=1)}
    grouped = groupby(items, key=lambda item: item.day)
    return [_day(meeting, numbers.get(day) if day else None, day, list(rows)) for day, rows in grouped]


def _day(meeting: Meeting, number: int | None, day: date | None, items: list[AgendaItem]) -> Day:
    has_times = any(item.begins for item in items)
    return Day(number, day, items, clock_on(meeting, day) if day and has_times else "")
