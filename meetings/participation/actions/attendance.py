"""Mark who took part, and add who comes unexpected."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from meetings.actions.parts import lock_for_writing
from meetings.models import Meeting
from meetings.participation.candidates import Candidate, folded_name
from meetings.participation.models import EXPECTED, Participant, Status
from network.models import Organisation, State
from nfp_portal.accounts.models import User


class NotBegunError(Exception):
    """Nobody takes part in a meeting before its first day."""


@transaction.atomic
def mark_attendance(
    meeting: Meeting, *, came: Collection[UUID], not_marked: Collection[UUID], by: User
) -> int:
    """Mark the people of the keys `came`, take the mark from those of `not_marked`; return how many changed.

    Whoever is in neither stays as they are, so that two persons can mark at two doors. Who withdrew is no
    longer registered and is not touched. Raises `NotBegunError`, `ReleasedError`.
    """
    if not meeting.has_begun:
        raise NotBegunError
    lock_for_writing(meeting, by)
    people, newer = meeting.participants.registered(), models.F("revision") + 1
    marked = people.filter(key__in=came, status__in=(*EXPECTED, Status.ABSENT))
    unmarked = people.filter(key__in=not_marked, status=Status.ATTENDED)
    changed = unmarked.update(status=Status.ACCEPTED, revision=newer)
    return changed + marked.update(status=Status.ATTENDED, attended_at=timezone.now(), revision=newer)


@dataclass(frozen=True)
class LateArrival:
    """Somebody who is at the door, and for whom they come."""

    body: State | Organisation
    who: Candidate


@transaction.atomic
def add_late(meeting: Meeting, arrival: LateArrival, *, by: User) -> Participant:
    """Mark somebody as there who was not expected; whoever is on the list already is marked, not added again.

    Raises `NotBegunError`, `ReleasedError`.
    """
    if not meeting.has_begun:
        raise NotBegunError
    lock_for_writing(meeting, by)
    person = _known(meeting, arrival) or _new(meeting, arrival)
    if not person.took_part:
        person.status, person.attended_at = Status.ATTENDED, timezone.now()
        person.revision += 1 if person.pk else 0
        person.save()
    return person


def _known(meeting: Meeting, arrival: LateArrival) -> Participant | None:
    """Return the participant of this meeting who is the same person: entry, address, or name for one body."""
    who = arrival.who
    people = list(meeting.participants.select_related("person", "state", "organisation"))
    for each in people:
        is_entry = who.person is not None and each.person_id == who.person.pk
        if is_entry or (who.email and each.email == who.email):
            return each
    name = folded_name(who.name)
    return next(
        (each for each in people if each.body == arrival.body and folded_name(str(each)) == name), None
    )


def _new(meeting: Meeting, arrival: LateArrival) -> Participant:
    who = arrival.who
    whom = "state" if isinstance(arrival.body, State) else "organisation"
    return Participant(
        meeting=meeting,
        person=who.person,
        form_of_address=who.form_of_address,
        given_name=who.given_name,
        family_name=who.family_name,
        function=who.function,
        agency=who.agency,
        email=who.email,
        language=who.language,
        is_demonstration=meeting.is_demonstration,
        **{whom: arrival.body},
    )
