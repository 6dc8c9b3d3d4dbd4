"""Facts of a meeting in words: its dates, its ordinal number, what is not recorded."""

import re
from datetime import date, datetime

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from meetings import zones
from meetings.models import AgendaItem, EventStatus, Format, Meeting
from meetings.times import Fault, fault, offsets_on
from network.models.people import WORKING_LANGUAGES


def date_range(meeting: Meeting) -> str:
    """The days as in 12–13 April 2016; the words *not recorded* for an undated meeting."""
    first, last = meeting.starts_on, meeting.last_day
    if first is None or last is None:
        return _("not recorded")
    days = _range(first, last)
    if meeting.event_status == EventStatus.POSTPONED:
        return _("to be set (was %(days)s)") % {"days": days}
    return days


def _range(first: date, last: date) -> str:
    return _first_day(first, last) + date_format(last, "j F Y")


def _first_day(first: date, last: date) -> str:
    if first == last:
        return ""
    if first.year != last.year:
        return date_format(first, "j F Y") + " – "
    return f"{first.day}–" if first.month == last.month else date_format(first, "j F") + " – "


def days_apart(meeting: Meeting, day: date | None) -> str:
    """Say how far a day is from the meeting: "8 weeks before the first day"; empty for an undated one."""
    first, last = meeting.starts_on, meeting.last_day
    if day is None or first is None or last is None:
        return ""
    if first <= day <= last:
        return _("During the meeting.")
    is_before = day < first
    distance = {"distance": _distance(abs((day - (first if is_before else last)).days))}
    text = _("%(distance)s before the first day.") if is_before else _("%(distance)s after the last day.")
    return text % distance


def _distance(days: int) -> str:
    if days % 7:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}


def ordinal_parts(number: int) -> tuple[str, str]:
    """The number and what makes it an ordinal in the reader's language: ("10", "th")."""
    text = re.sub(r"<[^>]*>", "", str(ordinal(number)))
    match = re.match(r"\d+", text)
    digits = match.group() if match else str(number)
    return digits, text.removeprefix(digits)


# Ordinal numbers as titles of meetings write them.
_TENS = ("", "", "Twentieth", "Thirtieth", "Fortieth", "Fiftieth")
_TENS_BEFORE = ("", "", "Twenty", "Thirty", "Forty", "Fifty")
_ORDINALS = (
    *("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"),
    *("Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth"),
    *("Eighteenth", "Nineteenth"),
)


def ordinal_word(number: int) -> str:
    """Write an English ordinal in words, up to the fifty-ninth; beyond, or below one, nothing."""
    if number < len(_ORDINALS):
        return _ORDINALS[max(number, 0)]
    tens, ones = divmod(number, 10)
    if tens >= len(_TENS):
        return ""
    return f"{_TENS_BEFORE[tens]}-{_ORDINALS[ones].lower()}" if ones else _TENS[tens]


def title_with_number(title: str, number: int | None, new: int | None) -> str:
    """Return a title with another number, in words or in digits; unchanged where it has none."""
    if number is None or new is None:
        return title
    with override("en"):
        forms = [(ordinal_word(number), ordinal_word(new)), _in_digits(number, new)]
    for old, other in forms:
        if old and re.search(rf"\b{old}\b", title, re.IGNORECASE):
            return re.sub(rf"\b{old}\b", other, title, count=1, flags=re.IGNORECASE)
    return title


def _in_digits(number: int, new: int) -> tuple[str, str]:
    return "".join(ordinal_parts(number)), "".join(ordinal_parts(new))


def title_of(meeting: Meeting) -> str:
    """A short name for lists and crumbs: "10th" or the title."""
    return "".join(ordinal_parts(meeting.number)) if meeting.number else meeting.title


def running_title_of(meeting: Meeting) -> str:
    """A title short enough for the head of each page."""
    if not meeting.number:
        return meeting.title
    return _("%(ordinal)s Annual Meeting of the Network") % {"ordinal": title_of(meeting)}


def facts_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Return what the head of its pages lists, each with its label; dates and place always."""
    facts = [
        (_("Form"), meeting.get_format_display()),
        (_("Organised by"), meeting.organiser),
        (_("Hosted by"), meeting.host),
        (_("Interpretation"), languages_of(meeting)),
        (_("Chair of the OSCE"), meeting.chair.name if meeting.chair else ""),
        (_("Symbol"), meeting.symbol),
    ]
    always = [(_("Dates"), date_range(meeting)), (_("Place"), place_of(meeting) or _("not recorded"))]
    return always + [(label, text) for label, text in facts if text]


def compiled_from_records(meeting: Meeting) -> str:
    """Say that a report was not written at the meeting, and from which public records it comes."""
    compiled = _("Compiled from public records in the words of this portal.")
    source = _("Source: %(source)s") % {"source": meeting.recorded_in} if meeting.recorded_in else ""
    return f"{compiled} {source}".rstrip()


def location_of(meeting: Meeting) -> str:
    """Where it is, with the State's name of the time and, if that is another one, of today."""
    location = ", ".join(filter(None, (meeting.venue, meeting.location)))
    if not meeting.country_today:
        return location
    return _("%(place)s (today %(name)s)") % {"place": location, "name": meeting.country_today}


def place_of(meeting: Meeting) -> str:
    """Write where it takes place: online, or the venue with city and State; empty where none is recorded."""
    is_online = meeting.event_status == EventStatus.MOVED_ONLINE or meeting.format == Format.ONLINE
    return _("online") if is_online else location_of(meeting)


def languages_of(meeting: Meeting) -> str:
    """Name the languages of interpretation."""
    names = dict(WORKING_LANGUAGES)
    return ", ".join(str(names.get(code, code)) for code in meeting.languages)


def change_of_plan(meeting: Meeting) -> str:
    """Say what has changed in the plan of a meeting; empty where nothing has, or where it is over."""
    if meeting.event_status == EventStatus.SCHEDULED or meeting.has_ended:
        return ""
    before = Meeting(starts_on=meeting.planned_first, ends_on=meeting.planned_last)
    sentences = {
        EventStatus.CANCELLED: _("This meeting is cancelled."),
        EventStatus.POSTPONED: _("This meeting is postponed. New dates are not set yet."),
        EventStatus.RESCHEDULED: _("The dates have changed: it was planned for %(days)s."),
        EventStatus.MOVED_ONLINE: _("This meeting takes place online."),
    }
    return sentences[EventStatus(meeting.event_status)] % {"days": date_range(before)}


def item_title(item: AgendaItem) -> str:
    """Write a title with the number of the session before it, as the agenda prints it."""
    if not item.session:
        return item.title
    return _("Session %(number)d") % {"number": item.session} + f" — {item.title}"


def people_lines(item: AgendaItem) -> list[str]:
    """Return the moderator, then each speaker, a line each."""
    moderator = [_("Moderator: %(name)s") % {"name": item.moderator}] if item.moderator else []
    return moderator + [str(speaker) for speaker in item.speakers]


def clock_of(meeting: Meeting) -> str:
    """Whose clock the times of a meeting are by: "Helsinki time"."""
    country = meeting.country.iso2 if meeting.country else ""
    is_of_city = zones.zone_of_named_city(meeting.city, country) == meeting.zone
    city = meeting.city if is_of_city else zones.city_of(meeting.zone)
    return _("%(city)s time") % {"city": city}


def clock_on(meeting: Meeting, day: date) -> str:
    """The clock with its offset on a day: "Helsinki time (UTC+3)"; with both where the clocks change."""
    values = {"clock": clock_of(meeting), "offset": offsets_on(day, meeting.zone)[0]}
    if len(offsets := offsets_on(day, meeting.zone)) > 1:
        values |= {"later": offsets[1]}
        return _("%(clock)s (%(offset)s, and %(later)s once the clocks change)") % values
    return _("%(clock)s (%(offset)s)") % values


def clock_of_days(meeting: Meeting) -> str:
    """The clock of the whole meeting, with its offset if that is the same on all its days."""
    on_days = {clock_on(meeting, day) for day in meeting.days()}
    return on_days.pop() if len(on_days) == 1 else clock_of(meeting)


def clock_times(item: AgendaItem) -> str:
    """Begin and end by the clock on the wall, as 09:30–10:15; empty without times."""
    if item.begins is None or item.ends is None:
        return ""
    times = f"{item.begins:%H:%M}–{item.ends:%H:%M}"
    return _("%(times)s (next day)") % {"times": times} if item.ends_after_midnight else times


def fault_in_words(local: datetime, meeting: Meeting) -> str:
    """Say why a clock time is no single instant where the meeting is; empty for one that is."""
    values = {"time": f"{local:%H:%M}", "day": date_format(local, "j F Y"), "clock": clock_of(meeting)}
    problems = {
        None: "",
        Fault.SKIPPED: _("There is no %(time)s on %(day)s by %(clock)s: the clocks go forward over it."),
        Fault.REPEATED: _("%(time)s occurs twice on %(day)s by %(clock)s: the clocks go back over it."),
    }
    return problems[fault(local, meeting.zone)] % values
