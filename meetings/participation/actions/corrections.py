"""Requests to change a list that no longer changes by itself, and the end of them."""

from django.db import transaction
from django.utils import timezone

from meetings.actions.dates import mark_done as mark_date_done
from meetings.actions.dates import reopen
from meetings.actions.parts import lock
from meetings.models import Meeting, MeetingDate
from meetings.participation.corrections import list_status
from meetings.participation.models import ChangeRequest, Participant
from network.rounds.models import Addressee
from nfp_portal.accounts.models import User


class CorrectionsEndedError(Exception):
    """The list is final, or the day until which corrections are taken is over."""


class CannotBeFinalError(Exception):
    """The meeting is not over, or has no day for corrections."""


@transaction.atomic
def request_change(row: Addressee, text: str, *, name: str) -> ChangeRequest:
    """Request a change for a delegation; the same request twice is one. Raises `CorrectionsEndedError`."""
    if not list_status(lock(row.round.invitation.meeting)).takes_requests:
        raise CorrectionsEndedError
    waiting = ChangeRequest.objects.waiting().filter(addressee=row, text=text)
    return waiting.first() or ChangeRequest.objects.create(addressee=row, text=text, name=name)


@transaction.atomic
def request_correction(person: Participant, text: str) -> ChangeRequest:
    """Request a change for oneself; the same request twice is one. Raises `CorrectionsEndedError`."""
    if not list_status(lock(person.meeting)).takes_corrections:
        raise CorrectionsEndedError
    waiting = ChangeRequest.objects.waiting().filter(participant=person, text=text)
    return waiting.first() or ChangeRequest.objects.create(participant=person, text=text)


def mark_done(request: ChangeRequest, *, by: User) -> None:
    """Note that the secretariat did what was requested; who did so first counts."""
    waiting = ChangeRequest.objects.waiting().filter(pk=request.pk)
    waiting.update(done_at=timezone.now(), done_by=by)


@transaction.atomic
def make_final(meeting: Meeting) -> None:
    """Say that the list is final from today on. Raises `CannotBeFinalError`."""
    locked = lock(meeting)
    status = list_status(locked)
    if not locked.has_ended or status.until is None:
        raise CannotBeFinalError
    if status.final_on is None:
        reopen(locked, MeetingDate.Kind.CORRECTIONS)  # what was done too early
        mark_date_done(locked, MeetingDate.Kind.CORRECTIONS)
