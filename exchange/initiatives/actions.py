"""Propose initiatives, reword and join them, answer invitations to, record what happened to them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.initiatives.letters import withhold_letters, write_to_invited, write_to_sponsors
from exchange.initiatives.models import Initiative, InitiativeStatus, Sponsor, SponsorInvitation, Step
from exchange.initiatives.permissions import may_answer, may_join, may_leave
from network.models import Organisation, State
from nfp_portal.accounts.models import User
from nfp_portal.database.numbers import next_number
from nfp_portal.revisions.stale import expect

Body = State | Organisation


class InitiativeClosedError(Exception):
    """This act does not go with the initiative: it is closed, or its sponsors or steps are others."""


@transaction.atomic
def propose(
    key: UUID,
    facts: Mapping[str, Any],
    bodies: Iterable[Body],
    *,
    by: User | None,
    invited: Iterable[State] = (),
) -> Initiative:
    """Add an initiative under the next number; the form of this `key` adds one, however often it is sent.

    Those `invited` are asked by letter whether they sponsor it too.
    """
    number = next_number(Initiative)
    if not Initiative.objects.filter(key=key).exists():
        made = Initiative.objects.create(key=key, number=number, proposed_by=by, **facts)
        for body in bodies:
            column = "state" if isinstance(body, State) else "organisation"
            Sponsor.objects.create(initiative=made, **{column: body})
        _invite(made.pk, invited, by=by)
    there: Initiative = Initiative.objects.get(key=key)
    return there


def _invite(initiative_id: int, states: Iterable[State], *, by: User | None) -> None:
    """Ask States that do not sponsor it."""
    initiative = Initiative.objects.with_sponsors().get(pk=initiative_id)
    for state in states:
        if state not in initiative.bodies:
            write_to_invited(SponsorInvitation.objects.create(initiative=initiative, state=state, by=by))


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
    """Let a State sponsor it too, which answers its invitation if it has one; once is enough.

    Raises `InitiativeClosedError`.
    """
    current = locked(initiative)
    if state in current.bodies:
        return
    if not may_join(current, state):
        raise InitiativeClosedError
    Sponsor.objects.create(initiative=current, state=state)
    current.invitations.filter(state=state).delete()


@transaction.atomic
def answer_invitation(initiative: Initiative, state: State, *, declines: bool) -> None:
    """Note that an invited State does not sponsor it, or take that back; once is enough.

    Raises `InitiativeClosedError`.
    """
    current = locked(initiative)
    if not may_answer(current, state):
        raise InitiativeClosedError
    declined_at = timezone.now() if declines else None
    current.invitations.filter(state=state).exclude(declined_at__isnull=not declines).update(
        declined_at=declined_at
    )


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
    """Add a step and write to the sponsors; the form of this `key` adds one, however often it is sent.

    Raises `InitiativeClosedError` where a note comes after the end: only a new status opens it again.
    """
    current = locked(initiative)
    if there := Step.objects.filter(key=key).first():
        if there.initiative_id != current.pk:
            raise InitiativeClosedError
        return there
    if not (facts.get("status") or current.is_open):
        raise InitiativeClosedError
    step = Step.objects.create(key=key, initiative=current, by=by, **facts)
    write_to_sponsors(step)
    return step


@transaction.atomic
def take_back_step(initiative: Initiative, key: UUID) -> None:
    """Remove the latest step, with the letters about it that have not left.

    Raises `InitiativeClosedError` where another one followed.
    """
    current = locked(initiative)
    latest = current.steps.order_by("pk").last()
    if latest is None or latest.key != key:
        raise InitiativeClosedError
    withhold_letters(latest)
    latest.delete()


def locked(initiative: Initiative) -> Initiative:
    """Return it as it is now. Raises `Initiative.DoesNotExist`."""
    Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    current: Initiative = Initiative.objects.with_sponsors().get(pk=initiative.pk)
    return current
