"""Write who moderates and who speaks at an item of the agenda, and read who did before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from meetings.models import AgendaItem, Speaker
from meetings.models.speaking import Speaking
from network.models import Person
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import events_of

# What forms and actions call the people of an item, beside the names of its columns.
PEOPLE = "people"


def write_panel(item: AgendaItem, people: Sequence[Speaking], _by: User | None = None) -> None:
    """Let these be the people of an item; unless it had none, its `panel_number` must be a new one."""
    item.panel.all().delete()
    Speaker.objects.bulk_create(
        Speaker(item=item, panel_number=item.panel_number, position=position, **person._asdict())
        for position, person in enumerate(people, start=1)
    )


def people_then(events: Iterable[Any]) -> dict[int, list[Speaking]]:
    """Return the people an item had at each of these rows of its history, by `pgh_id`; one query."""
    rows = list(events)
    panels: dict[tuple[int, int], list[Speaking]] = {}
    for row in events_of(Speaker).filter(item_id__in={row.pgh_obj_id for row in rows}).order_by("position"):
        panels.setdefault((row.item_id, row.panel_number), []).append(Speaking.of(row))
    return {row.pgh_id: panels.get((row.pgh_obj_id, row.panel_number), []) for row in rows}


def take_panel_back(item: AgendaItem, former: Any, by: User) -> None:
    """Let the people be those of a row of the item's history."""
    write_panel(item, panel_then(former), by)


def panel_then(event: Any) -> list[Speaking]:
    """Return the people of one row of history, linked to the entries they have today."""
    people = people_then([event])[event.pgh_id]
    entries = Person.objects.in_bulk({person.person_id for person in people} - {None})
    return [person._replace(person_id=_entry_today(person.person_id, entries)) for person in people]


def _entry_today(person_id: int | None, entries: Mapping[int, Person]) -> int | None:
    """Follow an entry that was merged; None for one that is gone."""
    entry = entries.get(person_id) if person_id is not None else None
    return (entry.merged_into_id or entry.pk) if entry else None
