"""A delegation sends its list as a whole, says that nobody comes, or saves a draft.

The round is locked first, then the addressee, then the meeting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from meetings.actions.parts import lock_for_writing
from meetings.models import Meeting
from meetings.participation.actions.mailing import withhold_from, write_to_people
from meetings.participation.actions.people import PutForward
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.letters import Step
from meetings.participation.models import (
    EXPECTED,
    DelegationList,
    Participant,
    Role,
    Status,
)
from meetings.participation.seats import visit_of
from network.models import Person, State
from network.rounds.actions.answers import GivenAnswer, RoundClosedError, lock_addressee, record
from network.rounds.models import Addressee, Outcome
from nfp_portal.revisions.stale import StaleError

# Who is taken off when the list no longer names them.
LEAVING = (*EXPECTED, Status.WAITING)


@dataclass(frozen=True)
class SentList:
    """What sending a list did: who is new on it, and who is no longer."""

    added: list[Participant]
    removed: list[Participant]


@transaction.atomic
def send_list(
    delegation: MeetingDelegation, people: Sequence[PutForward], *, given: GivenAnswer, revision: int
) -> SentList:
    """Make the meeting's participants of this delegation those of the list; each new one is written to.

    Raises `StaleError` where the list was sent since `revision`, `RoundClosedError`, `NoLongerAskedError`,
    `ReleasedError`; `IntegrityError` where somebody else put one of the people forward in this moment.
    """
    row = _locked(delegation, given)
    _expect(delegation, revision)
    lock_for_writing(delegation.meeting, given.by)
    sent = _written(delegation, people)
    if row is not None:
        record(row, given)
    if delegation.row is not None:
        _note_sent(delegation.row)
    write_to_people(Step.PUT_FORWARD, delegation.meeting, sent.added)
    withhold_from(sent.removed)
    return sent


def _locked(delegation: MeetingDelegation, given: GivenAnswer) -> Addressee | None:
    """Lock the addressee; a closed round stays as it is, and lets the secretariat alone change the list."""
    if delegation.row is None:
        return None
    try:
        return lock_addressee(delegation.row.key)
    except RoundClosedError:
        if given.by is None or given.channel != "on_behalf":
            raise
        return None


def _expect(delegation: MeetingDelegation, revision: int) -> None:
    """Raise `StaleError` with the list where it was sent since `revision`."""
    current = DelegationList.objects.filter(addressee=delegation.row).first() if delegation.row else None
    if current is not None and current.revision != revision:
        raise StaleError(current)


def _note_sent(row: Addressee) -> None:
    sent, _new = DelegationList.objects.get_or_create(addressee=row)
    sent.sent_at, sent.draft, sent.draft_saved_at = timezone.now(), {}, None
    sent.revision += 1
    sent.save()


def _written(delegation: MeetingDelegation, people: Sequence[PutForward]) -> SentList:
    """Write who comes no longer first, then who is head no longer, so that there is one head at any time."""
    known = {each.pk: each for each in delegation.participants}
    kept = {each.who.participant.pk for each in people if each.who.participant}
    removed = [row for row in known.values() if row.pk not in kept and row.status in LEAVING]
    for row in removed:
        _change(row, {"status": Status.WITHDRAWN, "declined_at": None})
    ordered = sorted(people, key=lambda each: each.role == Role.HEAD)
    rows = [(_participant(delegation, each, known), each) for each in ordered]
    added = [row for row, each in rows if _put_forward(row, each, delegation.meeting)]
    return SentList(added, removed)


def _participant(
    delegation: MeetingDelegation, each: PutForward, known: Mapping[int, Participant]
) -> Participant:
    """Return the participant that somebody is already, or a new one, not saved."""
    who = each.who
    if who.participant is not None and who.participant.pk in known:
        return known[who.participant.pk]
    whom = "state" if isinstance(delegation.body, State) else "organisation"
    person = who.person or (Person.objects.kept().filter(email=who.email).first() if who.email else None)
    return Participant(
        meeting=delegation.meeting,
        person=person,
        form_of_address=who.form_of_address,
        given_name=who.given_name,
        family_name=who.family_name,
        function=who.function,
        agency=who.agency,
        email=who.email,
        language=person.language_of_mail if person else who.language,
        status=Status.PUT_FORWARD,
        is_demonstration=delegation.meeting.is_demonstration,
        **{whom: delegation.body},
    )


def _put_forward(row: Participant, each: PutForward, meeting: Meeting) -> bool:
    """Write what the list says of somebody; say whether they are new on it, or on it again."""
    is_new = not row.pk or not row.is_listed
    facts: dict[str, Any] = {
        "role": each.role,
        "mode": each.mode,
        "days": list(each.days) or row.days,
        "study_visit": visit_of(row, meeting, wants=each.study_visit),
        "email": row.email or each.who.email,
    }
    if is_new:
        facts |= {"status": Status.PUT_FORWARD, "declined_at": None}
    _change(row, facts)
    return is_new


def _change(row: Participant, facts: Mapping[str, Any]) -> None:
    """Save a participant with these facts, if any of them is new."""
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if not row.pk:
        row.save()
    elif changed:
        row.revision += 1
        row.save()


@transaction.atomic
def nobody_comes(
    delegation: MeetingDelegation, *, reason: str, given: GivenAnswer, revision: int
) -> SentList:
    """Note that the delegation sends nobody, with its reason if it gave one. Raises as `send_list`."""
    row = _locked(delegation, given)
    _expect(delegation, revision)
    lock_for_writing(delegation.meeting, given.by)
    sent = _written(delegation, [])
    if row is not None:
        note = "; ".join(filter(None, (reason, given.note)))[:500]
        record(row, GivenAnswer(given.channel, given.by, given.name, note), Outcome.NOTHING)
        _note_sent(row)
    withhold_from(sent.removed)
    return sent


@transaction.atomic
def save_draft(row: Addressee, draft: Mapping[str, list[str]]) -> DelegationList:
    """Keep the form as it was typed; nothing of it is on the list. Raises `RoundClosedError`."""
    locked = lock_addressee(row.key)
    sent, _new = DelegationList.objects.get_or_create(addressee=locked)
    sent.draft, sent.draft_saved_at = dict(draft), timezone.now() if draft else None
    sent.save()
    return sent
