"""A person's parts in other networks."""

from datetime import date

from django.db import transaction

from network.models import Membership, Network, Person
from nfp_portal.revisions.stale import expect


@transaction.atomic
def join(person: Person, network: Network, role: str, *, starts_on: date | None) -> Membership:
    """Note that a person has a role in another network; the same role that is held already stays as it is."""
    facts = {"starts_on": starts_on}
    membership, _new = Membership.objects.get_or_create(
        person=person, network=network, role=role, ends_on=None, defaults=facts
    )
    return membership


@transaction.atomic
def leave(membership_id: int, *, on: date, revision: int) -> Membership:
    """End a role, so that `on` is the first day without it.

    Raises `StaleError` if the membership changed since `revision`.
    """
    membership = Membership.objects.select_for_update(of=["self"]).get(pk=membership_id)
    expect(membership, revision)
    membership.ends_on = on
    membership.revision += 1
    membership.save(update_fields=["ends_on", "revision"])
    return membership


@transaction.atomic
def strike(membership_id: int, *, revision: int) -> None:
    """Take out what was entered by mistake; the history keeps it.

    Raises `StaleError` if the membership changed since `revision`; what was taken out already stays so.
    """
    membership = Membership.objects.select_for_update().filter(pk=membership_id).first()
    if membership is not None:
        expect(membership, revision)
        membership.delete()
