"""Lines that say which day follows: "Day 1 – Tuesday, 11 May 2027", "11.05.2027", "Mardi 11 mai"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.utils import dates, translation
from django.utils.translation import gettext as _

LONGEST_HEADING = 90
_NUMBERED = re.compile(
    r"\b(?:day|tag|jour|journée|giorno|día|день)\s*(?:no\.?\s*)?(\d{1,2}|one|two|three|four|five)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth)\s+day\b", re.IGNORECASE)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?([^\W\d]{3,})\.?(?:,?\s+(?:de\s+)?(\d{4}))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"\b([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A day of the meeting; or None with what is wrong with the day that is named."""

    day: date | None
    problem: str = ""


def heading_of(line: str, days: list[date]) -> Heading | None:
    """Read a line as the heading of a day; None for one that is none."""
    text = " ".join(line.split())
    if not text or len(text) > LONGEST_HEADING:
        return None
    for written in _dates_in(text):
        return _among(written, days, text)
    number = _number_in(text)
    if number is not None:
        if number <= len(days):
            return Heading(days[number - 1])
        return Heading(None, _("The meeting has no day %(number)d.") % {"number": number})
    return _weekday(text, days)


def _among(written: tuple[int | None, int, int], days: list[date], text: str) -> Heading:
    year, month, day = written
    match = [each for each in days if (each.month, each.day) == (month, day) and year in {None, each.year}]
    if match:
        return Heading(match[0])
    return Heading(None, _("The meeting has no such day: %(day)s.") % {"day": text})


def _dates_in(text: str) -> Iterator[tuple[int | None, int, int]]:
    """Yield (year, month, day) of the dates in a text, however they are written."""
    for match in _ISO.finditer(text):
        yield int(match[1]), int(match[2]), int(match[3])
    for match in _NUMERIC.finditer(text):
        yield int(match[3]), int(match[2]), int(match[1])
    for pattern, day, name in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            if month := months().get(match[name].casefold()):
                yield int(match[3]) if match[3] else None, month, int(match[day])


def _number_in(text: str) -> int | None:
    if match := _NUMBERED.search(text):
        return _WORDS.get(match[1].lower()) or (int(match[1]) if match[1].isdecimal() else None)
    if match := _ORDINAL.search(text):
        return _ORDINALS[match[1].lower()]
    return None


def _weekday(text: str, days: list[date]) -> Heading | None:
    """A weekday alone is a heading where the meeting has it once."""
    number = weekdays().get(text.strip(" :–-.").casefold())
    match = [day for day in days if day.weekday() == number]
    return Heading(match[0]) if len(match) == 1 else None


@cache
def months() -> dict[str, int]:
    """The names of the months, full and short, in the portal's languages."""
    return dict(_names({**dates.MONTHS}) | _names({**dates.MONTHS_3}) | _names({**dates.MONTHS_ALT}))


@cache
def weekdays() -> dict[str, int]:
    return _names({**dates.WEEKDAYS})


def _names(of: dict[int, object]) -> dict[str, int]:
    names: dict[str, int] = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(name).casefold().strip("."): number for number, name in of.items()}
    return names
