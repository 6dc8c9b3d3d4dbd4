"""Who took part in a meeting, counted, and the sentence that says so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models.meetings import HeadcountQualifier, Meeting
from meetings.participation.models import Category, ParticipantQuerySet, category_of
from network.models import Organisation, State
from network.models.states import in_protocol_order


@dataclass(frozen=True)
class Attendance:
    """States and bodies with the number of their participants (0: present, number not recorded)."""

    meeting: Meeting
    states: dict[State, int]
    bodies: dict[Organisation, int]

    @cached_property
    def participating_states(self) -> list[State]:
        """In protocol order of the meeting's date."""
        members = [state for state in self.states if category_of(state) == Category.PARTICIPATING_STATE]
        return in_protocol_order(members, self.meeting.named_as_of)

    @cached_property
    def partners(self) -> list[State]:
        return sorted(
            (state for state in self.states if category_of(state) == Category.PARTNER),
            key=lambda state: state.name,
        )

    @cached_property
    def organisations(self) -> list[Organisation]:
        """OSCE structures, then international organisations, then national agencies, each by name."""
        order = list(Category)
        return sorted(self.bodies, key=lambda body: (order.index(category_of(body)), str(body).casefold()))

    @property
    def counted(self) -> int:
        return sum(self.states.values()) + sum(self.bodies.values())

    @property
    def headcount(self) -> int:
        """The number recorded, else that of the list of participants; 0 before the meeting has ended."""
        if not self.meeting.has_ended:
            return 0
        return self.meeting.headcount or self.counted

    @property
    def is_exact(self) -> bool:
        return self.meeting.headcount_qualifier != HeadcountQualifier.MORE_THAN

    def by_category(self) -> list[tuple[Category, list[tuple[State | Organisation, str, int]]]]:
        """Each category with its States or bodies, their name at the time and their number."""
        day = self.meeting.named_as_of
        rows: dict[Category, list[tuple[State | Organisation, str, int]]] = {each: [] for each in Category}
        for state in [*self.participating_states, *self.partners]:
            rows[category_of(state)].append((state, state.name_on(day).name, self.states[state]))
        for body in self.organisations:
            name = f"{body.name} ({body.acronym})" if body.acronym else body.name
            if body.state:
                name = f"{name}, {body.state.name_on(day).name}"
            rows[category_of(body)].append((body, name, self.bodies[body]))
        return [(category, entries) for category, entries in rows.items() if entries]


def attendance_of(meeting: Meeting) -> Attendance:
    """Count who took part: nobody before the meeting has ended; four queries whatever the number."""
    if not meeting.has_ended:
        return Attendance(meeting, {}, {})
    return _counted(meeting, meeting.participants.took_part(), models.Q(meetings_recorded=meeting))


def registration_of(meeting: Meeting) -> Attendance:
    """Count who is registered, for the lists of those who may see the names before the meeting ends."""
    return _counted(meeting, meeting.participants.registered(), models.Q())


def _counted(meeting: Meeting, people: ParticipantQuerySet, recorded: models.Q) -> Attendance:
    """Count people by State and body; those that are `recorded` are listed even if nobody is named."""
    counts = Counter(people.order_by().values_list("state", "organisation"))
    of_states = {state: number for (state, _body), number in counts.items() if state}
    of_bodies = {body: number for (_state, body), number in counts.items() if body}
    states = State.objects.with_names().filter(models.Q(pk__in=of_states) | recorded).distinct()
    bodies = Organisation.objects.filter(models.Q(pk__in=of_bodies) | recorded).distinct()
    bodies = bodies.select_related("state").prefetch_related("state__former_names")
    return Attendance(
        meeting,
        {state: of_states.get(state.pk, 0) for state in states},
        {body: of_bodies.get(body.pk, 0) for body in bodies},
    )


def sentence_of(attendance: Attendance) -> str:
    """Say who took part: the number, the participating States in protocol order, Partners, bodies.

    Bodies go by their acronyms, which outlive their names; empty where nobody is recorded.
    """
    day = attendance.meeting.named_as_of
    states = [state.name_on(day).in_text for state in attendance.participating_states]
    others = [state.name_on(day).in_text for state in attendance.partners]
    others += [_body_in_text(body, day) for body in attendance.organisations]
    return _sentence(_people(attendance), enumerated(states), enumerated(others))


def _body_in_text(body: Organisation, day: date | None) -> str:
    """Name a body, and a national agency with its State, since acronyms say nothing of whose it is."""
    if body.state is None:
        return str(body)
    return _("%(agency)s (%(state)s)") % {"agency": body, "state": body.state.name_on(day).name}


def _people(attendance: Attendance) -> str:
    number = attendance.headcount
    people = ngettext("%(number)d participant", "%(number)d participants", number) % {"number": number}
    if not number:
        return ""
    return people if attendance.is_exact else _("more than %(people)s") % {"people": people}


def _sentence(people: str, states: str, others: str) -> str:
    parts = {"people": people or _("participants"), "states": states, "others": others}
    if states and others:
        text = _("%(people)s from %(states)s took part. %(others)s also took part.")
    elif states:
        text = _("%(people)s from %(states)s took part.")
    elif others:
        text = _("%(people)s took part, among them %(others)s.") if people else _("%(others)s took part.")
    else:
        text = _("%(people)s took part.") if people else ""
    return _upper_first(text % parts)


def enumerated(names: Sequence[str]) -> str:
    """Join names as a sentence does: "a, b and c"."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no joining
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
