"""Carry agenda items from the days of one meeting to those of another, or to its new days."""

from datetime import date

from meetings.models import AgendaItem
from meetings.times import fault


def fit_times(item: AgendaItem, former: list[date]) -> bool:
    """Put an item on the day of its meeting that has the same number as its day in `former`.

    What has no room there is left open: the day where the meeting is shorter, the times where the clocks
    change at them. Return whether everything fits.
    """
    if item.day is None:
        return True
    days, number = list(item.meeting.days()), former.index(item.day)
    if number >= len(days):
        item.day = item.begins = item.minutes = None
        return False
    item.day = days[number]
    if any(fault(local, item.meeting.zone) for local in (item.local_start, item.local_end) if local):
        item.begins = item.minutes = None
        return False
    return True
