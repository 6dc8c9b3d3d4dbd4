"""The list of participants: categories, the States and bodies in each, the people who came for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.attendance import Attendance, registration_of
from meetings.participation.models import Category, Participant
from network.models import Organisation, State
from network.models.states import code_if_read
from nfp_portal.text.capitals import in_capitals
from nfp_portal.ui.spreadsheets import Cell


@dataclass(frozen=True)
class Delegation:
    """Those who came for one State or body. `number` is 0 where only their presence is recorded."""

    body: State | Organisation
    name: str
    number: int
    people: list[Participant]


@dataclass(frozen=True)
class Group:
    category: Category
    delegations: list[Delegation]

    @property
    def number(self) -> int:
        return sum(each.number for each in self.delegations)

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.delegations]


def register_of(attendance: Attendance, people: Iterable[Participant] = ()) -> list[Group]:
    """Categories in order, with States in protocol order; `people` are shown where they belong."""
    came_for: dict[State | Organisation, list[Participant]] = defaultdict(list)
    for person in people:
        came_for[person.body].append(person)
    return [
        Group(category, [Delegation(body, name, number, came_for[body]) for body, name, number in rows])
        for category, rows in attendance.by_category()
    ]


def list_of_participants(attendance: Attendance, *, with_people: bool) -> list[Group]:
    """The list as a reader may see it: who took part; before the end who is registered, or nobody."""
    meeting = attendance.meeting
    if not with_people:
        return register_of(attendance)
    if meeting.has_ended:
        return register_of(attendance, meeting.participants.took_part().named().by_role().with_bodies())
    people = meeting.participants.registered().named().by_role().with_bodies()
    return register_of(registration_of(meeting), people)


def rows_without_people(register: Iterable[Group]) -> Iterator[list[Cell]]:
    """One line per State or body."""
    for group in register:
        for each in group.delegations:
            yield [str(group.category.label), each.name, code_of(each.body), each.number or None]


def head_without_people() -> list[str]:
    return [_("Category"), _("State or body"), _("Code"), _("Participants")]


def rows_with_people(register: Iterable[Group], *, with_emails: bool) -> Iterator[list[Cell]]:
    """One line per person, in the order of the list of participants.

    Without the status: while a meeting lasts it would tell who has not been marked.
    """
    for group in register:
        for each in group.delegations:
            for person in each.people:
                yield _line(group, each, person) + ([person.email] if with_emails else [])


def head_with_people(*, with_emails: bool) -> list[str]:
    head = [_("Category"), _("State or body"), _("Code"), _("Given name"), _("Family name"), _("Function")]
    head += [_("Agency"), _("Role"), _("Takes part"), _("Days"), _("Study visit")]
    return [*head, _("E-mail")] if with_emails else head


def rows_of_waiting_list(meeting: Meeting, *, with_emails: bool) -> Iterator[list[Cell]]:
    """One line per person who waits for a seat, in the order of the list; the last cell counts them."""
    for number, person in enumerate(meeting.participants.waiting().named().with_bodies(), start=1):
        group = Group(person.category, [])
        name = person.state.name_on(meeting.named_as_of).name if person.state else str(person.organisation)
        line = _line(group, Delegation(person.body, name, 0, []), person)
        yield [*line, *([person.email] if with_emails else []), number]


def _line(group: Group, each: Delegation, person: Participant) -> list[Cell]:
    return [
        str(group.category.label),
        each.name,
        code_of(each.body),
        person.given_name,
        in_capitals(person.family_name, code_if_read(person)),
        person.listed_function,
        person.listed_agency,
        person.get_role_display(),
        person.get_mode_display(),
        "; ".join(day.isoformat() for day in sorted(person.days)),
        _("yes") if person.joins_visit else _("no"),
    ]


def code_of(body: State | Organisation) -> str:
    return body.iso2 if isinstance(body, State) else body.acronym
