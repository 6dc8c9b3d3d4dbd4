"""Raise points, raise them too, withdraw them; put them on the agenda, merge or decline them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from meetings.actions.parts import add_part, change_part, current_of, differing_facts, lock
from meetings.letters import GRACE
from meetings.models import AgendaItem, Meeting
from meetings.points.letters import letter_of, prefix_of, recipients_of
from meetings.points.models import Body, Point, PointStatus, Raiser, RaiserData
from meetings.points.permissions import may_change, may_join, may_leave, takes_points, takes_raisers
from network.models import Organisation, State
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery
from nfp_portal.revisions.history import events_of

# What forms and actions call those who raise a point, beside the names of its columns.
RAISERS = "raisers"


class PointsClosedError(Exception):
    """The day until which States raise points has passed."""


class PointDecidedError(Exception):
    """Something was decided on the point that this act does not go with."""


class NotRaisedByError(Exception):
    """Who withdraws from the point does not raise it, or does so by what was merged into it."""


# Who raises a point ----------------------------------------------------------------------------------


def write_raisers(point: Point, raisers: Sequence[RaiserData], _by: User | None = None) -> None:
    """Let these raise the point; unless nobody did, its `raisers_number` must be a new one."""
    point.raisers.all().delete()
    Raiser.objects.bulk_create(
        Raiser(point=point, raisers_number=point.raisers_number, position=position, **raiser._asdict())
        for position, raiser in enumerate(raisers, start=1)
    )


def raisers_then(events: Sequence[Any]) -> dict[int, list[RaiserData]]:
    """Return who raised a point at each of these rows of its history, by `pgh_id`; one query."""
    sets: dict[tuple[int, int], list[RaiserData]] = {}
    for row in (
        events_of(Raiser).filter(point_id__in={each.pgh_obj_id for each in events}).order_by("position")
    ):
        sets.setdefault((row.point_id, row.raisers_number), []).append(RaiserData.of(row))
    return {each.pgh_id: sets.get((each.pgh_obj_id, each.raisers_number), []) for each in events}


def take_raisers_back(point: Point, former: Any, by: User) -> None:
    """Let those of a row of the point's history raise it, as far as they are recorded still."""
    raisers = raisers_then([former])[former.pgh_id]
    states = _recorded(State, [each.state_id for each in raisers])
    organisations = _recorded(Organisation, [each.organisation_id for each in raisers])
    accounts = _recorded(User, [each.by_id for each in raisers])
    kept = [
        each._replace(by_id=each.by_id if each.by_id in accounts else None)
        for each in raisers
        if each.state_id in states and each.organisation_id in organisations
    ]
    write_raisers(point, kept, by)


def _recorded(model: Any, keys: Iterable[int | None]) -> set[int | None]:
    """Return those of these keys that are there still, and None."""
    return {None, *model.objects.in_bulk({key for key in keys if key})}


# What States do --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TypedPoint:
    """What a form of a point says: by its `key` it is known again, from then on with a `revision`."""

    key: UUID
    revision: int
    facts: Mapping[str, Any]


@transaction.atomic
def raise_point(meeting: Meeting, body: Body, typed: TypedPoint, *, by: User | None) -> Point:
    """Raise a point for a State or body; a second click raises it once, one with another text rewords it.

    `by` is None where it comes by a link. Raises what `reword_point` does.
    """
    if not takes_points(lock(meeting)):
        raise PointsClosedError
    raisers = [RaiserData.now(body, by.pk if by else None)]
    point: Point = add_part(Point, meeting, typed.key, {**typed.facts, RAISERS: raisers}, by=None)
    changes = differing_facts(point, typed.facts)
    return reword_point(point, changes, body=body, revision=typed.revision) if changes else point


@transaction.atomic
def reword_point(point: Point, changes: Mapping[str, Any], *, body: Body, revision: int) -> Point:
    """Change what a waiting point says, for who raised it first.

    Raises `PointsClosedError`, `PointDecidedError`, `StaleError`, `RemovedError`, `ReleasedError`.
    """
    current: Point = _locked(point)
    if not takes_points(current.meeting):
        raise PointsClosedError
    if not may_change(current, body):
        raise PointDecidedError
    changed: Point = change_part(current, changes, revision=revision, by=None)
    return changed


@transaction.atomic
def join_point(point: Point, body: Body, *, by: User | None) -> Point:
    """Let a State or body raise a point too, or again what it withdrew; once is enough.

    `by` is the account of the State; None where the secretariat enters it, at any time. Raises
    `PointsClosedError`, `PointDecidedError`, `RemovedError`, `ReleasedError`.
    """
    current = _locked(point)
    if by is not None and not takes_raisers(current):
        raise PointsClosedError
    if body in current.bodies and current.status != PointStatus.WITHDRAWN:
        return current
    if not may_join(current, body):
        raise PointDecidedError
    if current.status == PointStatus.WITHDRAWN:
        return _change(current, {"withdrawn_at": None})
    return _change(current, {RAISERS: _with(current, body, by)})


def _with(point: Point, body: Body, by: User | None) -> list[RaiserData]:
    """Let a body raise a point too: last, or where it was if it withdrew in the change before."""
    others = _raisers(point)
    before = events_of(Raiser).filter(point_id=point.pk, raisers_number__lt=point.raisers_number)
    last = before.order_by("-raisers_number").values("raisers_number")[:1]
    former = [RaiserData.of(row) for row in before.filter(raisers_number=last).order_by("position")]
    for index, each in enumerate(former):
        if each.is_of(body):
            return [*others[:index], each, *others[index:]]
    return [*others, RaiserData.now(body, by.pk if by else None)]


@transaction.atomic
def leave_point(point: Point, body: Body) -> Point:
    """Let a State or body withdraw from a point; it stays with who raises it too, else it is withdrawn.

    Raises `NotRaisedByError`, `PointDecidedError`, `RemovedError`, `ReleasedError`.
    """
    current = _locked(point)
    if body not in current.own_bodies:
        raise NotRaisedByError
    if current.status == PointStatus.WITHDRAWN:
        return current
    if not may_leave(current, body):
        raise PointDecidedError
    others = [each for each in _raisers(current) if not each.is_of(body)] or _raisers_merged(current)
    return _change(current, {RAISERS: others} if others else {"withdrawn_at": timezone.now()})


def _raisers(point: Point) -> list[RaiserData]:
    return [RaiserData.of(row) for row in point.raisers.all()]


def _raisers_merged(point: Point) -> list[RaiserData]:
    rows = Raiser.objects.filter(point__merged_into=point).order_by("point", "position")
    return list({(row.state_id, row.organisation_id): RaiserData.of(row) for row in rows}.values())


def _change(point: Point, changes: Mapping[str, Any]) -> Point:
    """Change a point that is locked."""
    changed: Point = change_part(point, changes, revision=point.revision, by=None)
    return changed


# What the secretariat decides ------------------------------------------------------------------------


@transaction.atomic
def put_on_agenda(point: Point, item: AgendaItem | None, *, audience: str, revision: int, by: User) -> Point:
    """Put a waiting point under an item of the agenda, else under a new one of its title.

    Those who raised it get a letter after a minute. The new item is for focal points only, as the title was.
    `audience` is who reads who raised the point. Raises `PointDecidedError`, `StaleError`, `RemovedError`,
    `ReleasedError`.
    """
    current = _waiting(point)
    item = item and current_of(item)
    if item is None:
        facts = {"title": current.title, "audience": Audience.FOCAL_POINTS}
        item = add_part(AgendaItem, current.meeting, uuid5(current.key, str(revision)), facts, by=by)
    changes = {"item": item, "audience": audience}
    changed: Point = change_part(current, changes, revision=revision, by=by)
    _write_to_raisers(changed)
    return changed


@transaction.atomic
def merge_point(point: Point, target: Point, *, revision: int, by: User) -> Point:
    """Merge a waiting point into another one, which is raised by those of both from then on.

    Those who raised it get a letter where the other one is on the agenda. Raises `PointDecidedError` also
    where the target was merged, declined or withdrawn, or something was merged into the point; `StaleError`,
    `RemovedError`, `ReleasedError`.
    """
    current = _waiting(point)
    takes_in = {PointStatus.WAITING, PointStatus.ON_AGENDA}
    into = current_of(target)
    if into.status not in takes_in or current.merged.exists():
        raise PointDecidedError
    changed: Point = change_part(current, {"merged_into": into}, revision=revision, by=by)
    if into.status == PointStatus.ON_AGENDA:
        _write_to_raisers(changed)
    return changed


@transaction.atomic
def decline_point(point: Point, remark: str, *, revision: int, by: User) -> Point:
    """Decline a waiting point with a remark, which those who raised it get after a minute.

    Raises `PointDecidedError`, `StaleError`, `RemovedError`, `ReleasedError`.
    """
    changes = {"declined_at": timezone.now(), "remark": remark}
    declined: Point = change_part(_waiting(point), changes, revision=revision, by=by)
    _write_to_raisers(declined)
    return declined


def _write_to_raisers(point: Point) -> None:
    """Say what was decided, after a minute."""
    for number, recipient in enumerate(recipients_of(point)):
        key, leaves_at = f"{prefix_of(point)}{point.revision} {number}", timezone.now() + GRACE
        mail.post(
            to=recipient.address,
            **letter_of(point, recipient).parts,
            stream=NOTICE,
            key=key,
            headers=mail.AUTOMATIC_HEADERS,
            not_before=leaves_at,
        )


def withhold_letters(point: Point) -> None:
    """Keep back what has not left of the letters about a decision that is taken back."""
    for each in (point, *point.merged.all()):
        mail.withhold(Delivery.objects.filter(letter__key__startswith=prefix_of(each)))


def resume_letters(point: Point) -> None:
    """Let the letters about a decision leave after all, again after a minute: its item was restored."""
    for each in (point, *point.merged.all()):
        key = f"{prefix_of(each)}{each.revision} "
        mail.send_after_all(
            Delivery.objects.filter(letter__key__startswith=key), due_at=timezone.now() + GRACE
        )


def _waiting(point: Point) -> Point:
    """Return the point as `_locked` does. Raises `PointDecidedError`, `RemovedError`."""
    current = _locked(point)
    if not current.is_waiting:
        raise PointDecidedError
    return current


def _locked(point: Point) -> Point:
    """Return the point as it is now, with its meeting, which is locked. Raises `RemovedError`."""
    meeting = lock(point.meeting)
    current: Point = current_of(point)
    current.meeting = meeting
    return current
