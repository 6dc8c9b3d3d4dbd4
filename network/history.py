"""The history of an entry in words: who changed what, from what, to what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from network.models import Agency, Person
from network.models.people import Visibility
from nfp_portal.accounts.models import User

# Fields that say nothing to a reader.
SILENT = {
    "pgh_id",
    "pgh_created_at",
    "pgh_label",
    "pgh_obj_id",
    "pgh_context_id",
    "id",
    "key",
    "revision",
    "folded",
}


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    at: datetime
    by: str
    changes: list[FieldChange]


def history_of(person: Person) -> list[Step]:
    """The steps of an entry, newest first; three queries whatever their number.

    `by` is the person's name at the time of reading, empty for what the portal did itself.
    """
    events = list(person.events.select_related("pgh_context").order_by("pgh_id"))
    names = _names(events)
    agencies = dict(Agency.objects.filter(state=person.state_id).values_list("pk", "name"))
    steps = [
        Step(event.pgh_created_at, names.get(_who(event), ""), list(_changes(before, event, agencies)))
        for before, event in zip([None, *events], events, strict=False)
    ]
    return [step for step in reversed(steps) if step.changes]


def _who(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _names(events: list[Any]) -> dict[int | None, str]:
    people = User.objects.filter(pk__in=[who for event in events if (who := _who(event))])
    return {user.pk: str(user) for user in people}


def _changes(before: Any, after: Any, agencies: dict[int, str]) -> Iterator[FieldChange]:
    for field in after._meta.concrete_fields:  # noqa: SLF001 - Django's documented _meta
        name = field.attname
        if name in SILENT or (before is None and not getattr(after, name)):
            continue
        old, new = (None if before is None else getattr(before, name)), getattr(after, name)
        if old != new:
            yield FieldChange(
                str(field.verbose_name), _words(name, old, agencies), _words(name, new, agencies)
            )


def _words(name: str, value: Any, agencies: dict[int, str]) -> str:
    if name == "agency_id" and value is not None:
        return agencies.get(value, "")
    if name.endswith("_visibility") and value:
        return str(Visibility(value).label)
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
