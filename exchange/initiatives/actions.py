"""Propose initiatives, reword and join them, record what happened to them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from exchange.initiatives.models import Initiative, InitiativeStatus, Sponsor, Step
from exchange.initiatives.permissions import may_join, may_leave
from network.models import Organisation, State
from nfp_portal.accounts.models import User
from nfp_portal.database.numbers import next_number
from nfp_portal.revisions.stale import expect

Body = State | Organisation


class InitiativeClosedError(Exception):
    """This act does not go with the initiative: it is closed, or its sponsors or steps are others."""


@transaction.atomic
def propose(
    key: UUID, facts: Mapping[str, Any], bodies: Iterable[Body], *, on: date | None, by: User | None
) -> Initiative:
    """Add an initiative under the next number; the form of this `key` adds one, however often it is sent."""
    number = next_number(Initiative)
    if not Initiative.objects.filter(key=key).exists():
        made = Initiative.objects.create(key=key, number=number, proposed_on=on, proposed_by=by, **facts)
        for body in bodies:
            column = "state" if isinstance(body, State) else "organisation"
            Sponsor.objects.create(initiative=made, **{column: body})
    there: Initiative = Initiative.objects.get(key=key)
    return there


@transaction.atomic
def change(
    initiative: Initiative, changes: Mapping[str, Any], *, revision: int, is_editor: bool
) -> Initiative:
    """Raises `StaleError`, `InitiativeClosedError` where who proposed it comes after it was discussed."""
    current = locked(initiative)
    expect(current, revision)
    if not is_editor and current.status != InitiativeStatus.PROPOSED:
        raise InitiativeClosedError
    for name, value in changes.items():
        setattr(current, name, value)
    current.revision += 1
    current.save()
    return current


@transaction.atomic
def join(initiative: Initiative, state: State) -> None:
    """Let a State sponsor it too; once is enough. Raises `InitiativeClosedError`."""
    current = locked(initiative)
    if state in current.bodies:
        return
    if not may_join(current, state):
        raise InitiativeClosedError
    Sponsor.objects.create(initiative=current, state=state)


@transaction.atomic
def leave(initiative: Initiative, state: State) -> None:
    """Raises `InitiativeClosedError`, also for the State that proposed it."""
    current = locked(initiative)
    if state not in current.bodies:
        return
    if not may_leave(current, state):
        raise InitiativeClosedError
    current.sponsors.filter(state=state).delete()


@transaction.atomic
def record_step(initiative: Initiative, key: UUID, facts: Mapping[str, Any], *, by: User | None) -> Step:
    """Add a step; the form of this `key` adds one, however often it is sent.

    Raises `InitiativeClosedError` where a note comes after the end: only a new status opens it again.
    """
    current = locked(initiative)
    if there := Step.objects.filter(key=key).first():
        if there.initiative_id != current.pk:
            raise InitiativeClosedError
        return there
    if not (facts.get("status") or current.is_open):
        raise InitiativeClosedError
    return Step.objects.create(key=key, initiative=current, by=by, **facts)


@transaction.atomic
def take_back_step(initiative: Initiative, key: UUID) -> None:
    """Remove the latest step. Raises `InitiativeClosedError` where another one followed."""
    current = locked(initiative)
    latest = current.steps.order_by("pk").last()
    if latest is None or latest.key != key:
        raise InitiativeClosedError
    latest.delete()


def locked(initiative: Initiative) -> Initiative:
    """Return it as it is now. Raises `Initiative.DoesNotExist`."""
    Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    current: Initiative = Initiative.objects.with_sponsors().get(pk=initiative.pk)
    return current
