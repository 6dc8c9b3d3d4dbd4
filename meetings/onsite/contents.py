"""What each printout says, in protocol order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.onsite.printouts import Printout, delegations_on, people_on
from meetings.participation.attendance import enumerated
from meetings.participation.models import ListedAs, Mode, Participant
from meetings.participation.register import Delegation
from meetings.participation.wording import is_span
from meetings.wording import date_range, place_of, running_title_of
from network.models import State
from network.models.states import code_if_read
from nfp_portal.text.capitals import in_capitals

# Lines of a sign-in sheet for those who are not on it.
BLANK_LINES = 6
IN_A_ROW = 2


@dataclass(frozen=True)
class Sized:
    """A text and how large it is set, so that the longest fits as well: large, medium or small."""

    text: str
    size: str


def sized(text: str, *, large: int, medium: int) -> Sized:
    """Set a text of at most so many letters large, or medium; a longer one small."""
    return Sized(text, "large" if len(text) <= large else "medium" if len(text) <= medium else "small")


def content_of(meeting: Meeting, printout: Printout, person: UUID | None = None) -> dict[str, Any]:
    """Return the context of a printout's template; six queries whatever the number of people."""
    delegations = list(delegations_on(meeting, people_on(meeting, printout, person)))
    people = [row for each in delegations for row in each.people]
    is_invented = meeting.is_demonstration or any(row.is_demonstration for row in people)
    return _CONTENTS[printout](meeting, delegations) | {"invented": is_invented}


def days_of(person: Participant, meeting: Meeting) -> list[date]:
    """Return the days somebody comes for: all, where none of this meeting is recorded."""
    days = list(meeting.days())
    return [day for day in days if day in person.days] or days


# Sign-in sheets -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    name: str
    function: str


@dataclass(frozen=True)
class Sheet:
    title: str
    delegations: list[tuple[str, list[Line]]]


def _sign_in(meeting: Meeting, delegations: list[Delegation]) -> dict[str, Any]:
    sheets = [
        Sheet(date_format(day, "l j F Y"), list(_of_day(meeting, day, delegations))) for day in meeting.days()
    ]
    return {"sheets": sheets, "blank_lines": range(BLANK_LINES)}


def _of_day(meeting: Meeting, day: date, delegations: list[Delegation]) -> Iterator[tuple[str, list[Line]]]:
    for each in delegations:
        if lines := [_line(person) for person in each.people if day in days_of(person, meeting)]:
            yield each.name, lines


def _line(person: Participant) -> Line:
    """Everybody who signs reads the sheet: who is not named on lists finds an empty line."""
    if person.listed_as == ListedAs.NOT_NAMED:
        return Line("", "")
    return Line(full_name(person), person.listed_function)


def full_name(person: Participant) -> str:
    return f"{person.form_of_address} {person}".strip()


# Place cards and badges -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    body: Sized
    name: Sized


def _place_cards(meeting: Meeting, delegations: list[Delegation]) -> dict[str, Any]:
    cards = [_card(each, person) for each in delegations for person in each.people]
    return {"cards": cards}


def _card(delegation: Delegation, person: Participant) -> Card:
    body = sized(short_name(delegation), large=16, medium=30)
    return Card(body, sized(full_name(person), large=28, medium=48))


def short_name(delegation: Delegation) -> str:
    """Return the name of a State on the meeting's day; of a body its acronym, if it has one."""
    body = delegation.body
    return delegation.name if isinstance(body, State) else body.acronym or body.name


@dataclass(frozen=True)
class Badge:
    given_name: Sized
    family_name: Sized
    body: Sized


def _badges(meeting: Meeting, delegations: list[Delegation]) -> dict[str, Any]:
    badges = [_badge(each, person) for each in delegations for person in each.people]
    rows = [badges[start : start + IN_A_ROW] for start in range(0, len(badges), IN_A_ROW)]
    return {
        "rows": rows,
        "meeting_title": running_title_of(meeting),
        "when_and_where": _when_and_where(meeting),
    }


def _badge(delegation: Delegation, person: Participant) -> Badge:
    return Badge(
        sized(person.given_name, large=14, medium=24),
        sized(in_capitals(person.family_name, code_if_read(person)), large=12, medium=20),
        sized(delegation.name, large=26, medium=44),
    )


def _when_and_where(meeting: Meeting) -> str:
    days = date_range(meeting) if meeting.starts_on else ""
    return ", ".join(filter(None, (days, meeting.city)))


# Certificates and letters ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Certificate:
    name: Sized
    lines: list[str]
    days: str
    mode: str


def _certificates(meeting: Meeting, delegations: list[Delegation]) -> dict[str, Any]:
    made = [_certificate(meeting, each, person) for each in delegations for person in each.people]
    return {"certificates": made, "location": place_of(meeting), "dated": _dated(meeting)}


def _certificate(meeting: Meeting, delegation: Delegation, person: Participant) -> Certificate:
    is_online = person.mode == Mode.ONLINE
    return Certificate(
        sized(full_name(person), large=30, medium=48),
        [line for line in (person.function, person.agency, delegation.name) if line],
        _days_in_words(person, meeting),
        _("took part online in the") if is_online else _("took part in the"),
    )


def _days_in_words(person: Participant, meeting: Meeting) -> str:
    """Write the days somebody comes for, a row of days as a span."""
    days = days_of(person, meeting)
    if not days:
        return ""
    if is_span(days):
        return date_range(Meeting(starts_on=days[0], ends_on=days[-1]))
    return enumerated([date_format(day, "j F Y") for day in days])


def _dated(meeting: Meeting) -> str:
    """A certificate is of the meeting's last day, wherever and whenever it is printed."""
    day = date_format(meeting.last_day, "j F Y") if meeting.last_day else ""
    return ", ".join(filter(None, (meeting.city, day)))


def _visa_letters(meeting: Meeting, delegations: list[Delegation]) -> dict[str, Any]:
    letters = [list(_facts(meeting, each, person)) for each in delegations for person in each.people]
    blank = [_("Date of birth"), _("Nationality"), _("Number of the passport"), _("Passport valid until")]
    return {"letters": letters, "blank": blank, "help_address": settings.HELP_ADDRESS}


def _facts(meeting: Meeting, delegation: Delegation, person: Participant) -> Iterator[tuple[str, str]]:
    """Yield what is known of person and meeting; of the meeting also what is not recorded."""
    own = [
        (_("Name"), full_name(person)),
        (_("Function"), person.function),
        (_("Agency"), person.agency),
        (_("Comes for"), delegation.name),
    ]
    yield from (fact for fact in own if fact[1])
    of_meeting: Iterable[tuple[str, str]] = [
        (_("Meeting"), meeting.title),
        (_("Days"), _days_in_words(person, meeting)),
        (_("Place"), place_of(meeting)),
        (_("Organised by"), meeting.organiser),
        (_("Hosted by"), meeting.host),
        (_("Costs of travel and stay"), meeting.costs),
    ]
    yield from ((label, text or _("not recorded")) for label, text in of_meeting)


_CONTENTS: dict[Printout, Callable[[Meeting, list[Delegation]], dict[str, Any]]] = {
    Printout.SIGN_IN: _sign_in,
    Printout.PLACE_CARDS: _place_cards,
    Printout.BADGES: _badges,
    Printout.CERTIFICATES: _certificates,
    Printout.VISA_LETTERS: _visa_letters,
}
