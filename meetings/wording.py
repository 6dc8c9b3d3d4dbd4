"""Facts of a meeting in words: its dates, its ordinal number, what is not recorded."""

import re
from datetime import date

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting


def date_range(meeting: Meeting) -> str:
    """The days as in 12–13 April 2016; the words *not recorded* for an undated meeting."""
    first, last = meeting.starts_on, meeting.last_day
    if first is None or last is None:
        return _("not recorded")
    return _first_day(first, last) + date_format(last, "j F Y")


def _first_day(first: date, last: date) -> str:
    if first == last:
        return ""
    if first.year != last.year:
        return date_format(first, "j F Y") + " – "
    return f"{first.day}–" if first.month == last.month else date_format(first, "j F") + " – "


def ordinal_parts(number: int) -> tuple[str, str]:
    """The number and what makes it an ordinal in the reader's language: ("10", "th")."""
    words = re.sub(r"<[^>]*>", "", str(ordinal(number)))
    found = re.match(r"\d+", words)
    digits = found.group() if found else str(number)
    return digits, words.removeprefix(digits)


def title_of(meeting: Meeting) -> str:
    """A short name for lists and crumbs: "10th" or the title."""
    return "".join(ordinal_parts(meeting.number)) if meeting.number else meeting.title


def running_title_of(meeting: Meeting) -> str:
    """A title short enough for the head of each page."""
    if not meeting.number:
        return meeting.title
    return _("%(ordinal)s Annual Meeting of the Network") % {"ordinal": title_of(meeting)}
