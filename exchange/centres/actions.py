"""Enter centres, change them, note that they are still so or what changed, withdraw and restore them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.centres.models import Capability, Centre
from exchange.centres.permissions import links_of
from exchange.permissions import any_focal_point
from nfp_portal.database.numbers import one_at_a_time
from nfp_portal.revisions.stale import expect
from nfp_portal.ui.spelling import slug_of

# What an address below /centres/ names besides.
_TAKEN = {"new", "gaps"}
# Relations to several rows, which forms give beside the columns.
LISTS = ("states", "initiatives", "practices", "meetings")
# What everybody reads of a centre, and what else stands on its page.
PUBLIC = {
    *("name", "location", "host_id", "states", "working_since", "tasks"),
    *("agreement", "signed_on", "recorded_in"),
}
COLUMNS = (PUBLIC - {*LISTS}) | {"coordinator_function", "coordinator_id", "staff", "means"}
LONGEST_SLUG = 100


class CentreWithdrawnError(Exception):
    """The centre was withdrawn, which this act does not go with."""


@dataclass(frozen=True)
class Recorded:
    """What is recorded of an area."""

    area: str
    status: str
    note: str = ""


@transaction.atomic
def enter(
    key: UUID, facts: Mapping[str, Any], capabilities: Iterable[Recorded], *, by_host: bool = False
) -> Centre:
    """Add a centre; the form of this `key` adds one, however often it is sent."""
    one_at_a_time(Centre)  # two of one name would get the same address
    if there := Centre.objects.filter(key=key).first():
        return there
    centre = Centre(key=key, slug=_free_slug(facts["name"], key))
    return _written(centre, facts, capabilities, by_host=by_host)


@transaction.atomic
def change(
    centre: Centre,
    facts: Mapping[str, Any],
    capabilities: Iterable[Recorded],
    *,
    revision: int,
    by_host: bool,
) -> Centre:
    """Change it, which answers what was reported of it. Raises `StaleError`."""
    current = locked(centre)
    expect(current, revision)
    before = _content_of(current)
    current.revision += 1
    current.reported, current.reported_at = "", None
    _written(current, facts, capabilities, by_host=by_host)
    _count_changes(current, before)
    return current


def _written(
    centre: Centre, facts: Mapping[str, Any], capabilities: Iterable[Recorded], *, by_host: bool
) -> Centre:
    """Save it; what its host State sends is confirmed by that."""
    for name, value in facts.items():
        if name not in LISTS:
            setattr(centre, name, value)
    if by_host:
        centre.confirmed_on = timezone.localdate()
    centre.save()
    for name in LISTS:
        if name in facts:
            getattr(centre, name).set(facts[name])
    _write_capabilities(centre, {each.area: each for each in capabilities})
    return centre


def _write_capabilities(centre: Centre, recorded: dict[str, Recorded]) -> None:
    """Write only what differs, so that the history has what was changed."""
    there = {row.area: row for row in centre.capabilities.all()}
    centre.capabilities.exclude(area__in=recorded).delete()
    for area, each in recorded.items():
        row = there.get(area)
        if row is None:
            Capability.objects.create(centre=centre, **asdict(each))
        elif (row.status, row.note) != (each.status, each.note):
            row.status, row.note = each.status, each.note
            row.save()


def _content_of(centre: Centre) -> dict[str, Any]:
    """Return what every focal point reads on its page, by name, as values to compare; five queries."""
    rows = {"states": centre.states.all(), **links_of(centre, any_focal_point())}
    lists = {name: set(each.values_list("pk", flat=True)) for name, each in rows.items()}
    areas = set(centre.capabilities.values_list("area", "status", "note"))
    return {name: getattr(centre, name) for name in COLUMNS} | lists | {"capabilities": areas}


def _count_changes(centre: Centre, before: Mapping[str, Any]) -> None:
    """Count a change for those who follow it: the public only if it is in what everybody reads."""
    after = _content_of(centre)
    changed = {name for name, value in after.items() if value != before[name]}
    if changed:
        centre.changes += 1
        centre.public_changes += bool(changed & PUBLIC)
        centre.save(update_fields=["changes", "public_changes"])


def _free_slug(name: str, key: UUID) -> str:
    """Return the name as an address; with a part of the key where another centre has it."""
    slug = slug_of(name)[:LONGEST_SLUG].strip("-") or key.hex
    is_taken = slug in _TAKEN or Centre.objects.filter(slug=slug).exists()
    return f"{slug}-{key.hex[:8]}" if is_taken else slug


@transaction.atomic
def confirm(centre: Centre) -> Centre:
    """Note that it is so today, unless the host State has said what changed: that waits to be entered.

    Raises `CentreWithdrawnError`.
    """
    current = _kept(centre)
    if not current.reported:
        current.confirmed_on = timezone.localdate()
        _save(current)
    return current


@transaction.atomic
def report(centre: Centre, text: str) -> Centre:
    """Note what has changed, as the host State says, below what it said before.

    Raises `CentreWithdrawnError`.
    """
    current = _kept(centre)
    said_before = current.reported.split("\n\n") if current.reported else []
    if text not in said_before:
        current.reported, current.reported_at = "\n\n".join([*said_before, text]), timezone.now()
        _save(current)
    return current


@transaction.atomic
def withdraw(centre: Centre, *, is_editor: bool) -> None:
    """Take it off the lists; once is enough."""
    current = locked(centre)
    if not current.is_withdrawn:
        current.withdrawn_at, current.is_withdrawn_by_editor = timezone.now(), is_editor
        _save(current)


@transaction.atomic
def restore(centre: Centre) -> None:
    """Take a withdrawal back; once is enough."""
    current = locked(centre)
    if current.is_withdrawn:
        current.withdrawn_at, current.is_withdrawn_by_editor = None, False
        _save(current)


def locked(centre: Centre) -> Centre:
    """Return it as it is now. Raises `Centre.DoesNotExist`."""
    return Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)


def _kept(centre: Centre) -> Centre:
    current = locked(centre)
    if current.is_withdrawn:
        raise CentreWithdrawnError
    return current


def _save(current: Centre) -> None:
    current.revision += 1
    current.save()
