"""What people who were put forward answer for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from meetings.actions.parts import lock
from meetings.models import Meeting
from meetings.participation.models import Participant, PersonalNotes, Status, StudyVisit, notes_go_on
from meetings.participation.seats import visit_of
from nfp_portal.revisions.stale import expect


class NoLongerExpectedError(Exception):
    """The person is not on the list of their delegation any more, or the meeting is over."""


@dataclass(frozen=True)
class OwnAnswer:
    """What somebody says of themself: fields of the participant, and notes that are kept for a short time.

    `wants_visit` is None where the form does not ask.
    """

    facts: Mapping[str, Any]
    wants_visit: bool | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def confirm(key: UUID, answer: OwnAnswer, *, revision: int) -> Participant:
    """Note that the person takes part, and how. Raises `NoLongerExpectedError`, `StaleError`."""
    person = _lock_person(key)
    expect(person, revision)
    for name, value in answer.facts.items():
        setattr(person, name, value)
    if answer.wants_visit is not None:
        person.study_visit = visit_of(person, person.meeting, wants=answer.wants_visit)
    if person.status in {Status.PUT_FORWARD, Status.WITHDRAWN}:
        person.status = Status.CONFIRMED
    person.declined_at = None
    _save(person)
    _keep_notes(person, answer)
    return person


@transaction.atomic
def decline(key: UUID) -> Participant:
    """Note that the person does not take part; what they wrote about themself goes. Raises as `confirm`."""
    person = _lock_person(key)
    if person.has_declined:
        return person
    person.status, person.declined_at = Status.WITHDRAWN, timezone.now()
    person.study_visit = StudyVisit.NO
    _save(person)
    PersonalNotes.objects.filter(participant=person).delete()
    return person


def _lock_person(key: UUID) -> Participant:
    meeting = lock(Meeting.objects.get(participants__key=key))
    person = Participant.objects.select_related("state", "organisation").get(key=key)
    if not may_still_answer(person) or meeting.has_ended:
        raise NoLongerExpectedError
    person.meeting = meeting
    return person


def may_still_answer(person: Participant) -> bool:
    """Whether the person may come, or only they themself have taken their name off the list."""
    return person.has_declined or (person.is_listed and person.status != Status.NOT_SELECTED)


def _save(person: Participant) -> None:
    person.revision += 1
    person.save()


def _keep_notes(person: Participant, answer: OwnAnswer) -> None:
    if not answer.notes:
        PersonalNotes.objects.filter(participant=person).delete()
        return
    nothing = {"dietary": "", "needs_letter": False, "visa": ""}
    notes = nothing | dict(answer.notes) | {"delete_on": notes_go_on(person.meeting)}
    PersonalNotes.objects.update_or_create(participant=person, defaults=notes)
