"""The seats of a meeting and of its study visit: how many are taken, and who waits for one."""

from dataclasses import dataclass
from enum import StrEnum

from meetings.models import Meeting
from meetings.participation.models import Participant, StudyVisit


class SeatsOf(StrEnum):
    """What the seats are of."""

    MEETING = "meeting"
    VISIT = "visit"


@dataclass(frozen=True)
class Seating:
    """`seats` is None without a limit; `waiting` is in the order of the list."""

    of: SeatsOf
    seats: int | None
    taken: int
    waiting: list[Participant]

    @property
    def free(self) -> int | None:
        return None if self.seats is None else max(self.seats - self.taken, 0)

    @property
    def has_free(self) -> bool:
        return self.free is None or self.free > 0

    @property
    def next(self) -> Participant | None:
        """Who is given the free seat, if there are both."""
        return self.waiting[0] if self.waiting and self.has_free else None

    def split(self, people: list[Participant]) -> tuple[list[Participant], list[Participant]]:
        """Return who of these gets a seat, and who waits: whoever waits already comes first."""
        if self.free is None:
            return people, []
        free = max(self.free - len(self.waiting), 0)
        return people[:free], people[free:]


def seating_of(meeting: Meeting) -> Seating:
    """Return the seats of the meeting; two queries."""
    people = meeting.participants
    return Seating(
        SeatsOf.MEETING, meeting.seats, people.admitted().count(), list(people.waiting().with_bodies())
    )


def visit_seating_of(meeting: Meeting) -> Seating:
    """Return the seats of the study visit; two queries."""
    people = meeting.participants
    taken = people.admitted().filter(study_visit=StudyVisit.JOINS).count()
    return Seating(SeatsOf.VISIT, meeting.visit_seats, taken, list(people.waiting_for_visit().with_bodies()))


def visit_of(person: Participant, meeting: Meeting, *, wants: bool) -> StudyVisit:
    """Return what becomes of the wish to join the study visit, of a meeting that is locked.

    Whoever has no seat at the meeting yet only wishes; who has one joins, or waits for a seat on the visit.
    """
    if not wants:
        return StudyVisit.NO
    if not person.is_admitted:
        return StudyVisit.JOINS
    if person.wants_visit:
        return StudyVisit(person.study_visit)
    joins, _waits = visit_seating_of(meeting).split([person])
    return StudyVisit.JOINS if joins else StudyVisit.WAITING
