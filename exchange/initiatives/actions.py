"""Draft and propose initiatives, reword and join them, answer invitations, record what happened to them."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from exchange.initiatives.given_up import removed_with
from exchange.initiatives.letters import withhold_letters, write_to_invited, write_to_sponsors
from exchange.initiatives.models import Initiative, InitiativeStatus, Sponsor, SponsorInvitation, Step
from exchange.initiatives.permissions import may_answer, may_join, may_leave
from meetings.actions.part_links import link_again, lock_those_that_had
from network.models import Organisation, State
from nfp_portal.accounts.models import User
from nfp_portal.database.numbers import next_number, one_at_a_time
from nfp_portal.revisions.history import events_of, row_without_missing
from nfp_portal.revisions.stale import expect

Body = State | Organisation
# Drafts have numbers at random from here on.
FIRST_OF_DRAFTS, DRAFTS = 1_000_000, 1_000_000_000


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
    if made := _create(key, _next_number(), facts, bodies, by=by):
        _invite(made.pk, invited, by=by)
    there: Initiative = Initiative.objects.get(key=key)
    return there


@transaction.atomic
def draft(key: UUID, facts: Mapping[str, Any], bodies: Iterable[Body], *, by: User | None) -> Initiative:
    """Add an initiative that nobody reads but who sponsors it and the secretariat, until it is proposed.

    Its number until then is none of the others, and no gap among them tells that there is a draft.
    """
    number = FIRST_OF_DRAFTS + secrets.randbelow(DRAFTS)
    if made := _create(key, number, facts, bodies, by=by):
        day = timezone.localdate()
        Step.objects.create(initiative=made, status=InitiativeStatus.DRAFT, on=day, by=by)
    there: Initiative = Initiative.objects.get(key=key)
    return there


def _next_number() -> int:
    """Return a number that no other initiative ever had: links to that one stay its own."""
    counted = {"number__lt": FIRST_OF_DRAFTS}
    after_those_there = next_number(Initiative, **counted)
    highest = events_of(Initiative).filter(**counted).aggregate(highest=Max("number"))["highest"] or 0
    return max(after_those_there, highest + 1)


def _create(
    key: UUID, number: int, facts: Mapping[str, Any], bodies: Iterable[Body], *, by: User | None
) -> Initiative | None:
    """Add an initiative with its sponsors; None if there is one of this key."""
    if Initiative.objects.filter(key=key).exists():
        return None
    made: Initiative = Initiative.objects.create(key=key, number=number, proposed_by=by, **facts)
    for body in bodies:
        column = "state" if isinstance(body, State) else "organisation"
        Sponsor.objects.create(initiative=made, **{column: body})
    return made


@transaction.atomic
def propose_draft(initiative: Initiative, *, revision: int) -> Initiative:
    """Let others read a draft from today on, under the next number; that it was one is no part of its story.

    Once is enough. Raises `StaleError` where the words are others than those that were shown, and
    `InitiativeClosedError` where it was given up.
    """
    current = locked(initiative)
    if current.is_draft:
        expect(current, revision)
        current.steps.all().delete()
        current.number, current.proposed_on = _next_number(), timezone.localdate()
        current.recorded_at = timezone.now()  # from now on it waits for the secretariat
        current.revision += 1
        current.save()
    return locked(current)


@transaction.atomic
def give_up_draft(initiative: Initiative) -> None:
    """Remove a draft, so that what it came of is free again; once is enough.

    Raises `InitiativeClosedError` once it is proposed.
    """
    current = _locked_if_there(initiative)
    if current is None:
        return
    if not current.is_draft:
        raise InitiativeClosedError
    current.delete()


@transaction.atomic
def restore_draft(removed: Any) -> Initiative:
    """Bring a draft back by the row of history that it left, as it was; once is enough.

    It comes of its recommendation again where that has not changed meanwhile.
    """
    draft: Initiative = row_without_missing(Initiative, removed)
    lock_those_that_had(draft)
    one_at_a_time(Initiative)
    if there := Initiative.objects.filter(key=removed.key).first():
        other: Initiative = there
        return other
    draft.revision += 1
    draft.save(force_insert=True)
    for model in (Sponsor, Step):
        parts = removed_with(removed, model)
        for part in parts.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"):
            row_without_missing(model, part).save(force_insert=True)
    link_again(draft)
    return locked(draft)


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
    if not (is_editor or current.is_worded_by_its_state):
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

    Raises `InitiativeClosedError` where a note comes after the end: only a new status opens it again; and
    for a draft, which its State proposes first.
    """
    current = locked(initiative)
    if there := Step.objects.filter(key=key).first():
        if there.initiative_id != current.pk:
            raise InitiativeClosedError
        return there
    if current.is_draft or not (facts.get("status") or current.is_open):
        raise InitiativeClosedError
    step = Step.objects.create(key=key, initiative=current, by=by, **facts)
    write_to_sponsors(step)
    return step


@transaction.atomic
def take_back_step(initiative: Initiative, key: UUID) -> None:
    """Remove the latest step, with the letters about it that have not left.

    Raises `InitiativeClosedError` where another one followed, and for a draft: its State proposes it.
    """
    current = locked(initiative)
    latest = current.steps.order_by("pk").last()
    if latest is None or latest.key != key or current.is_draft:
        raise InitiativeClosedError
    withhold_letters(latest)
    latest.delete()


def locked(initiative: Initiative) -> Initiative:
    """Return it as it is now. Raises `InitiativeClosedError` where it was given up."""
    current = _locked_if_there(initiative)
    if current is None:
        raise InitiativeClosedError
    return current


def _locked_if_there(initiative: Initiative) -> Initiative | None:
    rows = Initiative.objects.filter(pk=initiative.pk)
    rows.select_for_update(of=("self",)).first()
    current: Initiative | None = rows.with_sponsors().first()
    return current
