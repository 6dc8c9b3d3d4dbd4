"""Make one entry of two that are the same person."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Event

from network.actions.appointments import lock_acts
from network.actions.contacts import update_contact
from network.labels import day_in_words
from network.models import Appointment, DirectoryEntry, Membership, NotDuplicate, Person
from network.models.appointments import INSTRUMENT
from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.stale import StaleError, expect
from nfp_portal.text.addresses import readable_address

# Appointments of one person are united first, memberships told from each other, comparisons forgotten.
MOVED_BY_HAND: dict[type[models.Model], set[type[models.Model]]] = {
    Person: {Appointment, Membership, NotDuplicate}
}


def _do_nothing(*_rows: Any) -> None:
    pass


@dataclass(frozen=True)
class Follower:
    """What a room does with its own rows when two entries become one, within that transaction.

    `lock` comes before all other locks, with the duplicate's primary key; `people` is called with the target
    and the duplicate, `appointments` with the one that stays and the one it takes in.
    """

    lock: Callable[[int], None] = _do_nothing
    people: Callable[[Person, Person], None] = _do_nothing
    appointments: Callable[[Appointment, Appointment], None] = _do_nothing


_FOLLOWERS: list[Follower] = []


def register_follower(follower: Follower) -> None:
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


class CannotMergeError(Exception):
    """Two rows cannot become one; the message says what to do first."""


def mark_distinct(one: Person, other: Person, *, by: User | None) -> None:
    """Remember that these are two people, so that nobody compares them again."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    NotDuplicate.objects.get_or_create(first=first, second=second, defaults={"marked_by": by})


def compare_again(one: Person, other: Person) -> None:
    """Forget that these were said to be two people."""
    NotDuplicate.objects.filter(first__in=(one, other), second__in=(one, other)).delete()


@transaction.atomic
def merge(
    target_id: int,
    duplicate_id: int,
    *,
    taken: Collection[str],
    revisions: tuple[int, int],
    by: User | None = None,
) -> Person:
    """Merge the duplicate into the target, with the duplicate's values of the fields `taken`.

    The duplicate stays as a row that leads to the target. Appointments for the same State that overlap become
    one; an account the target has no place for is closed. `revisions` are those of target and duplicate that
    were looked at. Raises `StaleError` for an entry that has another one or was merged already, and
    `CannotMergeError`. Both rows stay locked.
    """
    for follower in _FOLLOWERS:
        follower.lock(duplicate_id)
    _lock_acts((target_id, duplicate_id))
    people = Person.objects.select_for_update().order_by("pk").in_bulk([target_id, duplicate_id])
    target, duplicate = people[target_id], people[duplicate_id]
    _expect_two(target, duplicate, revisions)
    changes = {name: getattr(duplicate, name) for name in taken}
    former_user = duplicate.user
    _expect_closable(account_left_over(target.user, former_user))
    _retire(duplicate, target)
    try:
        with transaction.atomic():
            _unite_appointments(target, duplicate)
    except models.ProtectedError as error:
        raise CannotMergeError(_("Requests wait for both appointments: decide one of them first.")) from error
    except IntegrityError as error:
        raise CannotMergeError(
            _("Their appointments contradict another of the State: correct them first.")
        ) from error
    _unite_memberships(target, duplicate)
    for follower in _FOLLOWERS:
        follower.people(target, duplicate)
    _repoint(duplicate, target)
    target = update_contact(target_id, changes, revision=target.revision)
    return _with_account(target, former_user, by)


def _expect_two(target: Person, duplicate: Person, revisions: tuple[int, int]) -> None:
    """Raise `StaleError` unless these are two entries still, each at its revision."""
    for person, revision in zip((target, duplicate), revisions, strict=True):
        expect(person, revision)
        if person.merged_into_id or target == duplicate:
            raise StaleError(person)


def _lock_acts(person_ids: Collection[int]) -> None:
    """Let no act change whom the two speak for, nor a decision meet them the other way round."""
    states = set(Appointment.objects.filter(person__in=person_ids).values_list("state", flat=True))
    for state_id in sorted(states):
        lock_acts(state_id)


def _expect_closable(left_over: User | None) -> None:
    if left_over and left_over.is_active and left_over.role != Role.FOCAL_POINT:
        raise CannotMergeError(_("Both have an account, and the one to close is no focal point's."))


def _retire(duplicate: Person, target: Person) -> None:
    """Free the address and the account, so that the target entry can have them."""
    duplicate.email, duplicate.user, duplicate.merged_into = "", None, target
    duplicate.revision += 1
    duplicate.save(update_fields=["email", "user", "merged_into", "revision"])


def account_left_over(own: User | None, other: User | None) -> User | None:
    """Of the accounts of two entries the one that has no entry any more: rather a closed one."""
    if own is None or other is None:
        return None
    return own if other.is_active and not own.is_active else other


def _with_account(target: Person, former: User | None, by: User | None) -> Person:
    left_over = account_left_over(target.user, former)
    if left_over and left_over.is_active:
        accounts.close(left_over, by=by)
    if former and former != left_over:
        target.user = former
        target.save(update_fields=["user"])
    return target


def _unite_appointments(target: Person, duplicate: Person) -> None:
    for appointment in duplicate.appointments.select_for_update():
        same = [own for own in target.appointments.all() if overlaps(own, appointment)]
        if same:
            _unite(same[0], [*same[1:], appointment])
        else:
            appointment.person = target
            appointment.revision += 1
            appointment.save(update_fields=["person", "revision"])


def overlaps(one: Appointment, other: Appointment) -> bool:
    """Whether both are for the same State and share a day."""
    begins_in_time = other.ends_on is None or one.starts_on < other.ends_on
    return (
        one.state_id == other.state_id
        and begins_in_time
        and (one.ends_on is None or other.starts_on < one.ends_on)
    )


def _unite(own: Appointment, others: list[Appointment]) -> None:
    """Let one appointment last as long as all; the instrument it has not it takes from the others."""
    for other in others:
        facts = _first_contact(own, other) | _lasting(own, other) | _instrument(own, other)
        _repoint(other, own)
        for follower in _FOLLOWERS:
            follower.appointments(own, other)
        other.delete()
        for name, value in facts.items():
            setattr(own, name, value)
    own.revision += 1
    own.save()


def _lasting(own: Appointment, other: Appointment) -> dict[str, Any]:
    last = max((own, other), key=lambda one: one.ends_on or date.max)
    begin = min(own.starts_on, other.starts_on)
    return {"starts_on": begin, "ends_on": last.ends_on, "end_reason": last.end_reason}


def _first_contact(own: Appointment, other: Appointment) -> dict[str, Any]:
    """From the first day that either was it to the last; None where that is the end of the appointment."""
    spans = [(one.primary_from, one.primary_end or date.max) for one in (own, other)]
    known = [(begin, end) for begin, end in spans if begin]
    if not known:
        return {}
    end = max(end for _begin, end in known)
    lasts = end == max(one.ends_on or date.max for one in (own, other))
    return {"primary_from": min(begin for begin, _end in known), "primary_until": None if lasts else end}


def _instrument(own: Appointment, other: Appointment) -> dict[str, Any]:
    before = (one for one in (own.succeeds_id, other.succeeds_id) if one not in {None, own.pk, other.pk})
    facts = {"succeeds_id": next(before, None)}
    if any(getattr(own, name) for name in INSTRUMENT):
        return facts
    return facts | {name: getattr(other, name) for name in INSTRUMENT}


def _unite_memberships(target: Person, duplicate: Person) -> None:
    held = set(target.memberships.filter(ends_on=None).values_list("network", "role"))
    for membership in duplicate.memberships.all():
        if membership.ends_on is None and (membership.network_id, membership.role) in held:
            membership.delete()
        else:
            membership.person = target
            membership.save(update_fields=["person"])


def relations(model: type[models.Model]) -> Iterator[ForeignObjectRel]:
    """What else points at a row, in this app and those above it, but not its history and its line."""
    left = (Event, DirectoryEntry, *MOVED_BY_HAND.get(model, ()))
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's documented _meta
        if isinstance(relation, ForeignObjectRel) and not issubclass(_holder(relation), left):
            yield relation


def _holder(relation: ForeignObjectRel) -> type[models.Model]:
    return relation.related_model


def _repoint(old: models.Model, new: models.Model) -> None:
    """Let every other row point at `new`; one that is there already, by a unique rule, stays where it is."""
    for relation in relations(type(old)):
        name = relation.field.name
        for row in _rows(relation, old):
            setattr(row, name, new)
            try:
                with transaction.atomic():
                    row.save(update_fields=[name])
            except IntegrityError:
                continue


def _rows(relation: ForeignObjectRel, target: models.Model) -> models.QuerySet[Any]:
    manager = _holder(relation)._base_manager  # noqa: SLF001 - Django's documented _base_manager
    return manager.filter(**{relation.field.name: target})


@dataclass(frozen=True)
class Plan:
    """What merging would move: appointments with the one they unite with, and numbers by name of the rows.

    `closes` is the account that would be closed.
    """

    appointments: list[tuple[Appointment, Appointment | None]]
    others: dict[str, int]
    closes: User | None

    @property
    def lines(self) -> list[str]:
        """The same in words, a line for each."""
        lines = [_line_of(appointment, same) for appointment, same in self.appointments]
        lines += [f"{capfirst(name)}: {number}" for name, number in self.others.items()]
        if self.closes:
            address = readable_address(self.closes.email)
            lines.append(_("Both have an account: %(address)s will be closed.") % {"address": address})
        return lines


def _line_of(appointment: Appointment, same: Appointment | None) -> str:
    """The State and days of an appointment, and the one it becomes one with."""
    parts = [appointment.state.name, _("since %(day)s") % {"day": day_in_words(appointment.starts_on)}]
    if appointment.ends_on:
        parts.append(_("ended %(day)s") % {"day": day_in_words(appointment.ends_on)})
    if same:
        since = _("becomes one with the appointment since %(day)s")
        parts.append(since % {"day": day_in_words(same.starts_on)})
    return ", ".join(parts)


def plan(target: Person, duplicate: Person) -> Plan:
    """Say what `merge` would do besides the chosen values, without doing it."""
    own = list(target.appointments.select_related("state"))
    appointments = [
        (one, next((same for same in own if overlaps(same, one)), None))
        for one in duplicate.appointments.select_related("state")
    ]
    counted = {
        str(_holder(relation)._meta.verbose_name_plural): _rows(relation, duplicate).count()  # noqa: SLF001 - as above
        for relation in relations(Person)
    }
    counted[_("memberships")] = duplicate.memberships.count()
    others = {name: number for name, number in counted.items() if number}
    return Plan(appointments, others, closes=account_left_over(target.user, duplicate.user))
