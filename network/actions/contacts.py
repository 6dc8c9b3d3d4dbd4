"""Correct an entry, confirm it, take a correction back."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from network.models import Agency, NewAgency, Person, State
from network.models.person_fields import CONTACT_FIELDS
from network.models.search_text import FoldedText
from nfp_portal.revisions.stale import StaleError, expect


class AddressGivenAwayError(Exception):
    """The e-mail address that would come back belongs to another entry by now."""


@transaction.atomic
def update_contact(
    person_id: int, changes: Mapping[str, Any], *, revision: int, new_agency: NewAgency | None = None
) -> Person:
    """Change the named fields of an entry that is still at `revision`; a new agency becomes the State's.

    Raises `StaleError`. The row stays locked until the transaction ends; who did it stands in the
    history by the request's context.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    expect(person, revision)
    if new_agency:
        changes = {**changes, "agency_id": agency_of(new_agency, person.state).pk}
    if changes.get("agency_id"):
        changes = {**changes, "agency_id": unmerged_agency(changes["agency_id"])}
    for field, value in changes.items():
        setattr(person, field, value)
    person.revision += 1
    person.save(update_fields=[*changes, "revision"])
    return person


def confirm_entry(person_id: int, *, revision: int) -> Person:
    """Note that the whole entry is correct today (in Vienna)."""
    return update_contact(person_id, {"confirmed_on": timezone.localdate()}, revision=revision)


@transaction.atomic
def confirm_by_appointment(person_id: int) -> Person:
    """Count an entry as confirmed today, because its person is appointed; whoever has it open notices."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.confirmed_on == timezone.localdate():
        return person
    return confirm_entry(person_id, revision=person.revision)


@transaction.atomic
def undo_change(person_id: int, *, revision: int) -> Person:
    """Take back the change that made `revision`, unless another one followed (`StaleError`).

    Raises `AddressGivenAwayError`.
    """
    person = Person.objects.get(pk=person_id)
    former = person.events.filter(revision=revision - 1).order_by("pgh_id").last()
    if former is None:
        raise StaleError(person)
    changes = {field: getattr(former, field) for field in CONTACT_FIELDS}
    try:
        with transaction.atomic():
            return update_contact(person_id, changes, revision=revision)
    except IntegrityError as error:
        raise AddressGivenAwayError from error


def agency_of(named: NewAgency, state: State | None) -> Agency:
    """The agency of the State by this name, however it is written; made where it has none so called."""
    same = Agency.objects.filter(state=state, folded=FoldedText(models.Value(named.name)))
    if known := same.order_by(models.F("merged_into").asc(nulls_first=True), "pk").first():
        return known.merged_into or known
    defaults = {"kind": named.kind, "reviewed_at": timezone.now() if named.reviewed else None}
    agency, _made = Agency.objects.get_or_create(state=state, name=named.name, defaults=defaults)
    return agency.merged_into or agency


def unmerged_agency(agency_id: int) -> int:
    """The agency itself, or the one it was merged into since it was chosen."""
    merged_into = Agency.objects.filter(pk=agency_id).values_list("merged_into", flat=True).first()
    return merged_into or agency_id
