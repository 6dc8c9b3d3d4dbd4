"""Begin, end, hand over and correct appointments: one act, one transaction, one State at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from network.actions.contacts import confirm_by_appointment
from network.actions.nominees import Nominee, entry_of
from network.models import Appointment, EndReason, State
from network.models.first_contacts import limit
from nfp_portal.revisions.stale import expect


class AlreadyEndedError(Exception):
    """The appointment has an end already."""


@transaction.atomic
def record_appointment(state_id: int, nominee: Nominee, facts: Mapping[str, Any]) -> Appointment:
    """Record that a State appoints somebody; a new person enters the directory in the same act.

    With `primary_from` in the facts, who is first contact then hands that over. `IntegrityError` tells
    what the database refuses. The State's acts wait for each other.
    """
    state = lock_acts(state_id)
    appointment = Appointment(state=state, **facts)
    confirmed_on = None if appointment.is_over else timezone.localdate()
    appointment.person = entry_of(nominee, state, confirmed_on=confirmed_on)
    enter(appointment)
    return appointment


def enter(appointment: Appointment) -> None:
    """Save a new appointment, under the lock of its State's acts.

    It counts as confirmed on the day it is recorded. A State's only focal point is its first contact. Neither
    is true of an appointment that is over.
    """
    if not appointment.is_over:
        appointment.person = confirm_by_appointment(appointment.person_id)
        appointment.primary_from = appointment.primary_from or _alone_from(appointment)
    _make_room(appointment)
    appointment.save()


def _alone_from(coming: Appointment) -> date | None:
    """Return the first day on which nobody else speaks for the State; None if there is none."""
    others = Appointment.objects.filter(state=coming.state_id)
    ends = others.in_force(coming.starts_on).values_list("ends_on", flat=True)
    if None in ends:
        return None
    day = max([coming.starts_on, *filter(None, ends)])
    is_alone = coming.is_in_force(day) and not others.in_force(day).exists()
    return day if is_alone else None


@transaction.atomic
def end_appointment(
    appointment_id: int, *, on: date, reason: EndReason, revision: int | None = None
) -> Appointment:
    """End an appointment, so that `on` is the first day it is not in force.

    Raises `AlreadyEndedError` if it has an end, `StaleError` if it is no more at `revision`. The
    row stays locked until the transaction ends. The time as first contact ends with it at the latest.
    """
    appointment = _locked(appointment_id)
    if appointment.ends_on is not None:
        raise AlreadyEndedError
    expect(appointment, revision)
    return _end(appointment, on, reason)


@transaction.atomic
def hand_over(
    appointment_id: int, nominee: Nominee, facts: Mapping[str, Any], *, on: date, revision: int | None = None
) -> Appointment:
    """Let a successor follow, and give the new appointment; `on` is the predecessor's first day out of force.

    The successor may begin earlier. Who is first contact to the end hands that over on the same day, unless
    another took it meanwhile. An end that is recorded already stays as it is. Raises `StaleError`.
    """
    former = _locked(appointment_id)
    expect(former, revision)
    if former.ends_on is None:
        _end(former, on, EndReason.SUCCEEDED)
    first = facts.get("primary_from") or _inherited(former, facts["starts_on"])
    return record_appointment(former.state_id, nominee, {**facts, "succeeds": former, "primary_from": first})


@transaction.atomic
def correct_appointment(appointment_id: int, changes: Mapping[str, Any], *, revision: int) -> Appointment:
    """Put right what was recorded wrongly: days, reason, instrument. Raises `StaleError`."""
    appointment = _locked(appointment_id)
    expect(appointment, revision)
    for field, value in changes.items():
        setattr(appointment, field, value)
    _keep(appointment)
    return appointment


@transaction.atomic
def replace_end(appointment_id: int, *, ends_on: date, end_reason: EndReason) -> Appointment:
    """Record an end whether or not one stood there before; whoever asks has seen that one."""
    return _end(_locked(appointment_id), ends_on, end_reason)


@transaction.atomic
def make_first_contact(appointment_id: int, *, on: date, revision: int) -> Appointment:
    """Let this person be the State's first contact from `on`; who is it until then hands it over.

    Raises `StaleError`.
    """
    appointment = _locked(appointment_id)
    expect(appointment, revision)
    appointment.primary_from, appointment.primary_until = on, None
    _make_room(appointment)
    _keep(appointment)
    return appointment


def lock_acts(state_id: int) -> State:
    """Let one act at a time change who speaks for a State."""
    return State.objects.select_for_update(no_key=True).get(pk=state_id)


def limit_first_contact(appointment: Appointment) -> None:
    """Keep the time as first contact within the appointment; a time that lies outside is struck out."""
    begin, until = limit(appointment.primary_from, appointment.primary_until, appointment.ends_on)
    appointment.primary_from, appointment.primary_until = begin, until


def _inherited(former: Appointment, begin: date) -> date | None:
    """The day from which who succeeds on `begin` is first contact, if the role comes with the post."""
    if former.primary_from is None or former.primary_until is not None or former.ends_on is None:
        return None
    day = max(former.ends_on, begin)
    taken = Appointment.objects.filter(state=former.state_id).primary(day)
    return None if taken.exists() else day


def _locked(appointment_id: int) -> Appointment:
    state = Appointment.objects.values_list("state", flat=True).get(pk=appointment_id)
    lock_acts(state)
    return Appointment.objects.select_for_update().get(pk=appointment_id)


def _end(appointment: Appointment, on: date, reason: EndReason) -> Appointment:
    appointment.ends_on, appointment.end_reason = on, reason
    limit_first_contact(appointment)
    _keep(appointment)
    return appointment


def _keep(appointment: Appointment) -> None:
    appointment.revision += 1
    appointment.save()


def _make_room(coming: Appointment) -> None:
    """Shorten the time of the first contact before `coming`; one who is named for later stays.

    Who was first contact before and after a time that is over is not cut off by it.
    """
    begin = coming.primary_from
    if begin is None:
        return
    others = Appointment.objects.filter(state=coming.state_id).exclude(primary_from=None)
    for other in others.exclude(pk=coming.pk).order_by("primary_from"):
        if other.primary_from and other.primary_from > begin:
            if _is_first_after(coming, other.primary_from):
                coming.primary_until = other.primary_from
        elif _is_first_after(other, begin) and not _outlasts(other, coming):
            _hand_over_role(other, begin)


def _is_first_after(appointment: Appointment, day: date) -> bool:
    until = appointment.primary_end
    return until is None or until > day


def _outlasts(recorded: Appointment, coming: Appointment) -> bool:
    """Whether a time recorded late was over before that of the recorded one: the record refuses it then."""
    until = coming.primary_end
    return until is not None and until <= timezone.localdate() and _is_first_after(recorded, until)


def _hand_over_role(appointment: Appointment, on: date) -> None:
    if appointment.primary_from == on:
        appointment.primary_from = appointment.primary_until = None
    else:
        appointment.primary_until = on
    _keep(appointment)
