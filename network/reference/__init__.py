"""The recorded facts the Network stands on: States, bodies, fields of work, Chairs, other networks.

Sources: the OSCE's public pages and documents on the Network; the place of the United Kingdom in the French
order is assumed. What a file does not say is not recorded.
"""

from collections.abc import Callable, Collection
from typing import Any

from network.reference.names import rows as _rows

Row = dict[str, Any]


def load(model_of: Callable[[str], Any] | None = None) -> None:
    """Bring the reference rows to what the files say; safe to run any number of times.

    `model_of` gives the model class by name: a migration passes its historical ones.
    """
    if model_of is None:
        from django.apps import apps  # noqa: PLC0415 - used inside migrations, before the registry is whole

        def model_of(name: str) -> Any:
            return apps.get_model("network", name)

    states = _load_states(model_of)
    _load_bodies(model_of, states)
    for row in _rows("chairs"):
        model_of("Chair").objects.update_or_create(year=row["year"], defaults={"state": states[row["state"]]})


def load_networks(network: Any) -> None:
    """Bring the other networks to what the file says; `network` is the model class, safe to run again."""
    for row in _rows("networks"):
        facts = row | {"first_year": _year(row["first_year"]), "last_year": _year(row["last_year"])}
        _bring(network.objects, {"slug": facts.pop("slug")}, facts)


def _load_states(model_of: Callable[[str], Any]) -> dict[str, Any]:
    manager = model_of("State").objects
    states = {}
    for row in _rows("states"):
        facts = {name: value or None for name, value in row.items()} | {"sub_region": row["sub_region"]}
        states[row["iso2"]] = _bring(manager, {"iso2": facts.pop("iso2")}, facts)
    for row in _rows("former_names"):
        known = {"state": states[row.pop("state")], "last_day": row.pop("last_day")}
        recorded = {"change_recorded": row.pop("change_recorded") == "yes"}
        _bring(model_of("StateName").objects, known, row | recorded)
    return states


def _load_bodies(model_of: Callable[[str], Any], states: dict[str, Any]) -> None:
    _load_organisations(model_of("Organisation"), states)
    for row in _rows("fields_of_work"):
        model_of("FieldOfWork").objects.get_or_create(name=row["name"])


def load_added_fields(model_of: Callable[[str], Any], names: Collection[str]) -> None:
    """Fill fields that a migration has just added to organisations, and add the organisations that are new.

    What else is recorded of an organisation stays: an administrator may have corrected it.
    """
    states = {state.iso2: state for state in model_of("State").objects.all()}
    _load_organisations(model_of("Organisation"), states, only=names)


def _load_organisations(model: Any, states: dict[str, Any], only: Collection[str] | None = None) -> None:
    """Bring them to what the file says, then each to what it is part of; older models have fewer fields.

    Of an organisation that is there, `only` these fields are brought; None brings all.
    """
    known = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - Django's documented name
    rows, parents = {}, {}
    for row in _rows("organisations"):
        aliases = [alias for alias in row["aliases"].split("|") if alias]
        facts = row | {"aliases": aliases, "state": states.get(row["state"])}
        slug = facts.pop("slug")
        parents[slug] = facts.pop("parent")
        kept = {name: value for name, value in facts.items() if name in known}
        rows[slug] = _bring(model.objects, {"slug": slug}, kept, only)
    for slug, parent in parents.items():
        if parent and "parent" in known:
            _bring(model.objects, {"slug": slug}, {"parent": rows[parent]})


def _year(written: str) -> int | None:
    return int(written) if written else None


def _bring(
    manager: Any, key: dict[str, Any], facts: dict[str, Any], only: Collection[str] | None = None
) -> Any:
    """Create or update a row; an unchanged row is not written, so that its history stays silent."""
    row, made = manager.get_or_create(**key, defaults=facts)
    names = [] if made else [name for name in facts if only is None or name in only]
    changed = [name for name in names if _differs(getattr(row, name), facts[name])]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
    return row


def _differs(stored: object, given: object) -> bool:
    if stored is None or given is None:
        return stored is not given
    return type(stored)(given) != stored if isinstance(given, str) else stored != given  # type: ignore[call-arg]
