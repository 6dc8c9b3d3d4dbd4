"""An agenda as its reader meets it: day by day, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from meetings.models import AgendaItem, Meeting


@dataclass(frozen=True)
class Day:
    """One day of a meeting: its number in the meeting and its items. What has no day stands under None."""

    number: int | None
    date: date | None
    items: list[AgendaItem]


def by_day(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Day]:
    """Group items that are in order. Numbers count the days of the meeting, not those with items."""
    numbers = {day: number for number, day in enumerate(meeting.days(), start=1)}
    grouped = groupby(items, key=lambda item: item.day)
    return [Day(numbers.get(day) if day else None, day, list(found)) for day, found in grouped]
