"""Dates as people write them, in five styles, and which of two readings a file means."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from network.imports.models import DateOrder
from network.imports.parsing.reasons import Reason, reason

EARLIEST = date(1975, 8, 1)
_YEARS_AHEAD = timedelta(days=10 * 366)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
# Day 0 of Excel's calendar, which counts the 29 February 1900 that never was.
_EXCEL_BEGAN = date(1899, 12, 30)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


class DateReader:
    """Reads the dates of one file; `order` decides 03/04/2016, without it such a date is refused."""

    def __init__(self, order: str = "") -> None:
        self.order = order

    def __call__(self, text: str) -> str | Reason:
        """The date in ISO 8601, or why there is none."""
        for read in (self._iso, self._dots, self._slashes, self._words, self._serial):
            parsed = read(text)
            if parsed is not None:
                return parsed if isinstance(parsed, dict) else _plausible(parsed)
        return reason("no_date", value=text)

    def _iso(self, text: str) -> date | None:
        match = _ISO.fullmatch(text)
        return _day(match[1], match[2], match[3]) if match else None

    def _dots(self, text: str) -> date | None:
        match = _DOTS.fullmatch(text)
        return _day(match[3], match[2], match[1]) if match else None

    def _slashes(self, text: str) -> date | Reason | None:
        match = _SLASHES.fullmatch(text)
        if not match:
            return None
        day_first, month_first = _day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])
        if self.order:
            return day_first if self.order == DateOrder.DAY_FIRST else month_first
        if day_first and month_first and day_first != month_first:
            return reason("ambiguous_date", value=text)
        return day_first or month_first

    def _words(self, text: str) -> date | None:
        match = _WORDS.fullmatch(text)
        if not match:
            return None
        named = [month for month in _MONTHS if month.startswith(match[2].lower())]
        return _day(match[3], _MONTHS.index(named[0]) + 1, match[1]) if len(named) == 1 else None

    def _serial(self, text: str) -> date | None:
        return _EXCEL_BEGAN + timedelta(days=int(float(text))) if _SERIAL.fullmatch(text) else None


def _day(year: str, month: str | int, day: str) -> date | None:
    with suppress(ValueError):
        return date(int(year), int(month), int(day))
    return None


def _plausible(day: date) -> str | Reason:
    # The machine's day is near enough: this catches a wrong decade.
    if EARLIEST <= day <= date.today() + _YEARS_AHEAD:  # noqa: DTZ011
        return day.isoformat()
    return reason("implausible_date", value=day.isoformat())


def guessed_order(texts: Iterable[str]) -> str:
    """Which comes first in dates with slashes, as far as the file shows it without contradiction, else ""."""
    shown = set()
    for text in texts:
        if match := _SLASHES.fullmatch(text.strip()):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:  # noqa: PLR2004 - months of a year
                shown.add(DateOrder.DAY_FIRST)
            elif second > 12 >= first:  # noqa: PLR2004
                shown.add(DateOrder.MONTH_FIRST)
    return str(shown.pop()) if len(shown) == 1 else ""
