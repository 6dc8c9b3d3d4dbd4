"""The secretariat accepts people as far as there are seats; who gives a seat back lets the next one move up.

The meeting is locked first, so that one decision at a time counts the seats.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import models, transaction

from meetings.actions.parts import lock_for_writing
from meetings.models import Meeting
from meetings.participation.actions.mailing import withhold_latest, write_to_people
from meetings.participation.letters import Step
from meetings.participation.models import UNDECIDED, Participant, Status, StudyVisit
from meetings.participation.seats import Seating, SeatsOf, seating_of, visit_seating_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import CHANGED, events_of
from nfp_portal.revisions.stale import StaleError


class NoSeatError(Exception):
    """No seat is free, or it is not the turn of this person any more."""


class Decision(StrEnum):
    ACCEPT = "accept"
    WAIT = "wait"
    NOT_SELECT = "not-select"


@dataclass(frozen=True)
class Decided:
    """Whom a decision accepted, put on the waiting list or did not select."""

    accepted: list[Participant] = field(default_factory=list)
    waiting: list[Participant] = field(default_factory=list)
    not_selected: list[Participant] = field(default_factory=list)

    @property
    def people(self) -> list[Participant]:
        return [*self.accepted, *self.waiting, *self.not_selected]


@transaction.atomic
def decide_on_people(meeting: Meeting, keys: Collection[UUID], decision: Decision, *, by: User) -> Decided:
    """Decide on those of these who are put forward or have confirmed, and write to them.

    In the order in which they were put forward; whom no seat is left for is on the waiting list. Raises
    `ReleasedError`.
    """
    locked = lock_for_writing(meeting, by)
    rows = locked.participants.filter(key__in=keys, status__in=UNDECIDED)
    people = list(rows.order_by("pk").with_bodies())
    if decision == Decision.NOT_SELECT:
        return Decided(not_selected=_set_status(locked, people, Status.NOT_SELECTED, Step.NOT_SELECTED))
    if decision == Decision.WAIT:
        return Decided(waiting=_set_status(locked, people, Status.WAITING, Step.WAITING))
    admitted, waiting = seating_of(locked).split(people)
    return Decided(
        accepted=_admit(locked, admitted, Step.ACCEPTED),
        waiting=_set_status(locked, waiting, Status.WAITING, Step.WAITING),
    )


@transaction.atomic
def give_seat(meeting: Meeting, key: UUID, *, by: User) -> Participant:
    """Give the free seat to the first of the waiting list, who has this key, and write to them.

    Raises `NoSeatError`, `ReleasedError`.
    """
    locked = lock_for_writing(meeting, by)
    person = _next_of(seating_of(locked), key)
    _admit(locked, [person], Step.SEAT_FREE)
    return person


@transaction.atomic
def give_visit_seat(meeting: Meeting, key: UUID, *, by: User) -> Participant:
    """Give the free seat on the study visit; as `give_seat`."""
    locked = lock_for_writing(meeting, by)
    person = _next_of(visit_seating_of(locked), key)
    _write([person], study_visit=StudyVisit.JOINS)
    write_to_people(Step.VISIT_SEAT_FREE, locked, [person])
    return person


# What is written instead to those for whom the study visit has no seat left.
VISIT_FULL = {
    Step.ACCEPTED: Step.ACCEPTED_VISIT_FULL,
    Step.SEAT_FREE: Step.SEAT_FREE_VISIT_FULL,
}
GIVE = {SeatsOf.MEETING: give_seat, SeatsOf.VISIT: give_visit_seat}


def _next_of(seating: Seating, key: UUID) -> Participant:
    person = seating.next
    if person is None or person.key != key:
        raise NoSeatError
    return person


def _admit(meeting: Meeting, people: list[Participant], step: Step) -> list[Participant]:
    """Accept people; those for whom the study visit has no seat left join its waiting list, and read so."""
    wishes = [person for person in people if person.wants_visit]
    _joining, without = visit_seating_of(meeting).split(wishes)
    rest = [person for person in people if person not in without]
    _write(without, status=Status.ACCEPTED, study_visit=StudyVisit.WAITING)
    _write(rest, status=Status.ACCEPTED)
    write_to_people(step, meeting, rest)
    write_to_people(VISIT_FULL[step], meeting, without)
    return people


def _set_status(meeting: Meeting, people: list[Participant], status: Status, step: Step) -> list[Participant]:
    _write(people, status=status)
    write_to_people(step, meeting, people)
    return people


def _write(people: Iterable[Participant], **facts: str) -> None:
    for person in people:
        for name, value in facts.items():
            setattr(person, name, value)
        person.revision += 1
        person.save()


@dataclass(frozen=True)
class TakenBack:
    """How many decisions were taken back, and to how many of these people a letter had left already."""

    number: int
    written_to: int


@transaction.atomic
def take_back_decision(meeting: Meeting, key: UUID, event_id: int, *, by: User) -> TakenBack:
    """Take back what the request of this row of a history decided, of all whom nothing changed since.

    Letters that have not left are withheld. Raises `StaleError` where everybody changed, `ReleasedError`.
    """
    lock_for_writing(meeting, by)
    people = list(_still_as_decided(meeting, key, event_id))
    if not people:
        raise StaleError(meeting)
    left = sum(withhold_latest(person) for person, _before in people)
    for person, before in people:
        person.waiting_since, person.visit_waiting_since = before.waiting_since, before.visit_waiting_since
        _write([person], status=before.status, study_visit=before.study_visit)
    return TakenBack(len(people), left)


def _still_as_decided(meeting: Meeting, key: UUID, event_id: int) -> Iterable[tuple[Participant, Any]]:
    """Yield who is as the request left them, with the row of history before it."""
    events = events_of(Participant).filter(meeting=meeting)
    event = events.filter(key=key, pgh_id=event_id, pgh_label=CHANGED).first()
    if event is None:
        return
    same = (
        models.Q(pgh_id=event_id) if event.pgh_context_id is None else models.Q(pgh_context=event.pgh_context)
    )
    for each in events.filter(same, pgh_label=CHANGED).order_by("pgh_id"):
        person = meeting.participants.filter(pk=each.pgh_obj_id, revision=each.revision).first()
        before = events.filter(pgh_obj_id=each.pgh_obj_id, pgh_id__lt=each.pgh_id).order_by("pgh_id").last()
        if person is not None and before is not None:
            yield person, before
