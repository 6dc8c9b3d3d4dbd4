"""The time somebody is a State's first contact, within an appointment; the database holds to one at a time.

Days are half-open: `until` and `ends_on` are the first without the role. They are dates, or all in ISO 8601.
"""

from datetime import date
from typing import TypeVar

Day = TypeVar("Day", date, str)


def end_of_role(until: Day | None, ends_on: Day | None) -> Day | None:
    """Return the first day without the role; None while neither it nor the appointment has an end."""
    return min(filter(None, (until, ends_on)), default=None)


def limit(begin: Day | None, until: Day | None, ends_on: Day | None) -> tuple[Day | None, Day | None]:
    """Keep the time within an appointment that ends; a time that lies outside is struck out.

    A time that lasts to the end of the appointment needs no end of its own.
    """
    if begin is None or ends_on is None:
        return begin, until
    if begin >= ends_on:
        return None, None
    return begin, until if until is not None and until < ends_on else None
