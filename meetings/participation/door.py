"""The list at the door: by State and body, who is here and who is not yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.attendance import registration_of
from meetings.participation.candidates import folded_name
from meetings.participation.delegations import code_of
from meetings.participation.models import Participant, Status
from meetings.participation.register import register_of
from meetings.times import today_in
from network.models import State


@dataclass(frozen=True)
class Person:
    """A row; `detail` says since when somebody is here, else who they are."""

    participant: Participant
    detail: str

    @property
    def is_here(self) -> bool:
        return self.participant.took_part


@dataclass(frozen=True)
class Party:
    """A State or body at the door; those who are all here are one line that opens."""

    name: str
    code: str
    address_code: str
    people: list[Person]

    @property
    def here(self) -> int:
        return sum(1 for person in self.people if person.is_here)

    @property
    def is_complete(self) -> bool:
        return self.here == len(self.people)

    @property
    def template(self) -> str:
        return f"meetings/participation/door/{'complete' if self.is_complete else 'party'}.html"

    @property
    def counted(self) -> str:
        return _("%(here)d of %(number)d") % {"here": self.here, "number": len(self.people)}

    @property
    def offers_all(self) -> bool:
        """One tap for all pays from two people on."""
        return len(self.people) > 1


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class Door:
    day: str
    here: int
    total: int
    tabs: list[Tab]
    parties: list[Party]
    query: str


def counts_of(meeting: Meeting) -> dict[str, int]:
    people = meeting.participants.registered()
    return {"here": people.filter(status=Status.ATTENDED).count(), "total": people.count()}


def door_of(meeting: Meeting, *, show: str, query: str) -> Door:
    """Return who is registered by State and body; `show` is not-here, here or all, `query` part of a name."""
    people = list(meeting.participants.registered().with_bodies())
    here = sum(1 for person in people if person.took_part)
    chosen = show if show in {"not-here", "here"} else "all"
    labels = {"not-here": _("Not here"), "here": _("Here"), "all": _("All")}
    numbers = {"not-here": len(people) - here, "here": here, "all": len(people)}
    shown = [person for person in people if chosen == "all" or person.took_part == (chosen == "here")]
    return Door(
        day=_day(meeting),
        here=here,
        total=len(people),
        tabs=[Tab(name, str(label), numbers[name], name == chosen) for name, label in labels.items()],
        parties=list(_parties(meeting, shown, query)) if meeting.has_begun else [],
        query=query,
    )


def _parties(meeting: Meeting, people: list[Participant], query: str) -> Iterator[Party]:
    terms = folded_name(query).split()
    for group in register_of(registration_of(meeting), people):
        for each in group.delegations:
            named = [
                _person(person, meeting)
                for person in each.people
                if _matches(terms, folded_name(f"{each.name} {person}").split())
            ]
            if named:
                code = each.body.iso2 if isinstance(each.body, State) else ""
                yield Party(each.name, code, code_of(each.body), named)


def _matches(terms: list[str], parts: list[str]) -> bool:
    """Whether each term begins a part of the name or the State."""
    return all(any(part.startswith(term) for part in parts) for term in terms)


def _person(person: Participant, meeting: Meeting) -> Person:
    if not person.took_part:
        online = _("online") if person.mode == "online" else ""
        return Person(person, ", ".join(filter(None, (person.function, online))))
    return Person(person, _since(person.attended_at, meeting))


def _since(at: Any, meeting: Meeting) -> str:
    if at is None:
        return _("Here")
    local = timezone.localtime(at, ZoneInfo(meeting.zone))
    if local.date() == today_in(meeting.zone):
        return _("Here since %(time)s") % {"time": f"{local:%H:%M}"}
    return _("Here since %(day)s, %(time)s") % {"day": date_format(local, "j F"), "time": f"{local:%H:%M}"}


def _day(meeting: Meeting) -> str:
    """Say which day of the meeting it is; on any other day which meeting it was."""
    days, today = list(meeting.days()), today_in(meeting.zone)
    if today not in days:
        return meeting.title
    numbers = {"number": days.index(today) + 1, "day": date_format(today, "l j F")}
    return _("Day %(number)d, %(day)s") % numbers
