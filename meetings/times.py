"""A clock on the wall and the instant it stands for: what a meeting stores is the first, with its zone."""

from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.utils import timezone

MINUS = "\N{MINUS SIGN}"


class Fault(Enum):
    """Why a clock time names no single instant."""

    SKIPPED = "skipped"  # the clocks go forward over it
    REPEATED = "repeated"  # the clocks go back over it


def instant(local: datetime, zone: str) -> datetime:
    """Return the aware instant of a naive wall clock. A time that occurs twice is the first of the two."""
    return local.replace(tzinfo=ZoneInfo(zone))


def fault(local: datetime, zone: str) -> Fault | None:
    """Say whether a naive wall clock does not occur in the zone, or occurs twice."""
    first = instant(local, zone)
    before, after = first.utcoffset(), first.replace(fold=1).utcoffset()
    if before is None or after is None or before == after:
        return None
    return Fault.REPEATED if before > after else Fault.SKIPPED


def today_in(zone: str) -> date:
    return timezone.localdate(timezone=ZoneInfo(zone))


def offsets_on(day: date, zone: str) -> list[str]:
    """The offsets of a day in words ("UTC+2"): two on a day on which the clocks change."""
    ends = (datetime.combine(day, time.min), datetime.combine(day, time(23, 59)))
    offsets = [offset_in_words(instant(local, zone).utcoffset() or timedelta()) for local in ends]
    return list(dict.fromkeys(offsets))


def offset_in_words(offset: timedelta) -> str:
    """Write an offset as UTC, UTC+2, UTC+5:30 or UTC−4."""
    sign = MINUS if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    if not hours and not minutes:
        return "UTC"
    return f"UTC{sign}{hours}:{minutes:02}" if minutes else f"UTC{sign}{hours}"
