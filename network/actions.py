"""What changes the directory: each act is one transaction and leaves its history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from network.models import Agency, Appointment, EndReason, Person
from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.models import Role, User

# What a person's form changes, and Undo brings back.
CONTACT_FIELDS = (
    "form_of_address",
    "rank",
    "given_name",
    "family_name",
    "name_in_script",
    "function",
    "agency_id",
    "unit",
    "email",
    "email_visibility",
    "telephone",
    "telephone_visibility",
    "mobile",
    "mobile_visibility",
    "languages",
    "topics",
    "confirmed_on",
)


class StaleEntryError(Exception):
    """The entry changed since the form was opened; carries the entry as it is now."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"Entry {person.key} is at revision {person.revision}.")
        self.person = person


class AlreadyEndedError(Exception):
    """The appointment has an end already."""


@transaction.atomic
def update_contact(person_id: int, changes: Mapping[str, Any], *, revision: int) -> Person:
    """Change the named fields of an entry that is still at `revision`.

    Raises `StaleEntryError`. The row stays locked until the transaction ends; who did it stands in the
    history by the request's context.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.revision != revision:
        raise StaleEntryError(person)
    for field, value in changes.items():
        setattr(person, field, value)
    person.revision += 1
    person.save(update_fields=[*changes, "revision"])
    return person


def confirm_entry(person_id: int, *, revision: int) -> Person:
    """Note that the whole entry is correct today (in Vienna)."""
    return update_contact(person_id, {"confirmed_on": timezone.localdate()}, revision=revision)


@transaction.atomic
def undo_change(person_id: int, *, revision: int) -> Person:
    """Take back the change that made `revision`, unless another one followed (`StaleEntryError`)."""
    person = Person.objects.get(pk=person_id)
    former = person.events.filter(revision=revision - 1).order_by("pgh_id").last()
    if former is None:
        raise StaleEntryError(person)
    changes = {field: getattr(former, field) for field in CONTACT_FIELDS}
    return update_contact(person_id, changes, revision=revision)


def agency_named(name: str, kind: str, *, person: Person) -> Agency:
    """The agency of the person's State by this name, made where the State has none so called."""
    agency, _made = Agency.objects.get_or_create(state=person.state, name=name, defaults={"kind": kind})
    return agency


@transaction.atomic
def invite_focal_point(person_id: int, *, by: User | None) -> User:
    """Give a person an account tied to the entry and mail the way in."""
    person = Person.objects.select_for_update().get(pk=person_id)
    user = accounts.invite(person.email, role=Role.FOCAL_POINT, by=by, name=str(person))
    person.user = user
    person.save(update_fields=["user"])
    return user


@transaction.atomic
def end_appointment(appointment_id: int, *, on: date, reason: EndReason) -> Appointment:
    """End an appointment, so that `on` is the first day it is not in force.

    Raises `AlreadyEndedError` if it has an end. The row stays locked until the transaction ends.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    if appointment.ends_on is not None:
        raise AlreadyEndedError
    appointment.ends_on = on
    appointment.end_reason = reason
    appointment.save(update_fields=["ends_on", "end_reason"])
    return appointment
