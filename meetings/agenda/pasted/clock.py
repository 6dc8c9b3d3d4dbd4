"""Times at the beginning of a line: 09:30–10:15, 9.30 - 10.15, 9h30, 0930-1015, 9 a.m. to 10:15 p.m."""

import re
from dataclasses import dataclass
from datetime import time

_TO = r"\s*(?:-|–|—|−|to|until|till|bis|à|al|alle|до)\s*"
_MINUTES = r"\s?[:.h]\s?(\d{2})\b(?![./]\d)|h\b|(?=\s?[ap]\.?m\b)"
_HALF = r"(?:\s?([ap])\.?m\b\.?)?"
# Four digits are a time only where another time or a unit follows, for they may be a year.
_FIRST = rf"(\d{{1,2}})(?:{_MINUTES}|(?<=\d\d)(\d\d)(?={_TO}\d{{4}}\b|\s*hrs?\b)|(?={_TO}\d)){_HALF}"
_SECOND = rf"(\d{{1,2}})(?:{_MINUTES}|(?<=\d\d)(\d\d)\b){_HALF}"
_SPAN = re.compile(rf"\s*{_FIRST}(?:{_TO}{_SECOND})?\s*(?:hrs?\b\.?|hours\b|Uhr\b)?", re.IGNORECASE)
_LENGTH = re.compile(r"^\W*(\d{1,3})\s*(?:min\b\.?|minutes?\b|мин\b\.?|['’′])\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """When something begins and, if that is written, ends; `rest` is what follows in the line."""

    begins: time
    ends: time | None
    rest: str


def span_of(line: str) -> Span | None:
    """Read the times a line begins with; None for a line that begins with none."""
    match = _SPAN.match(line)
    if match is None:
        return None
    first, second = match.groups()[:4], match.groups()[4:]
    if second[0] is None and not _is_clock(first):
        return None
    ends = _clock(second) if second[0] else None
    begins = _clock(first, like=second[3], before=ends)
    if begins is None or (second[0] and ends is None):
        return None
    return Span(begins, ends, line[match.end() :].strip(" \t:|–—-"))


def length_of(text: str) -> tuple[int | None, str]:
    """Read a length in minutes that a text begins with ("45 min: …"), and what follows."""
    match = _LENGTH.match(text)
    return (int(match[1]), text[match.end() :]) if match else (None, text)


def _is_clock(parts: tuple[str | None, ...]) -> bool:
    """Whether a time that stands alone is more than a number."""
    return bool(parts[1] or parts[2] or parts[3])


def _clock(parts: tuple[str | None, ...], like: str | None = None, before: time | None = None) -> time | None:
    """Return the time; without a.m. or p.m. of its own it takes that of the end where it comes before it."""
    hours, minutes = int(parts[0] or 0), int(parts[1] or parts[2] or 0)
    half = (parts[3] or like or "").lower()
    if hours == 24 and not minutes:  # noqa: PLR2004 - midnight as the end of a day
        return time.min
    if half and not 1 <= hours <= 12:  # noqa: PLR2004 - hours of a clock with a.m. and p.m.
        half = ""
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23 or minutes > 59:  # noqa: PLR2004 - hours and minutes
        return None
    read = time(hours, minutes)
    if before and half == "p" and parts[3] is None and read >= before:
        return time(hours - 12, minutes)
    return read
