"""The recorded meetings of the Network, with exactly what public records say of them."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from meetings.zones import zone_of

Row = dict[str, Any]
ModelOf = Callable[[str], Any]

FOLDER = Path(__file__).parent
PARTS = {"objectives": "Objective", "items": "AgendaItem", "conclusions": "Conclusion"}


def load(model_of: ModelOf | None = None) -> None:
    """Add the recorded meetings that are missing; one that is there stays as its editors left it.

    `model_of` gives the model class by "app.Name": a migration passes its historical ones, of which the first
    have no time zone yet.
    """
    if model_of is None:
        from django.apps import apps  # noqa: PLC0415 - used inside migrations, before the registry is whole

        model_of = apps.get_model
    _load_bodies(model_of)
    for row in recorded():
        _load_meeting(model_of, row)


def recorded() -> list[Row]:
    """The meetings of the file, each after the one it follows."""
    return list(tomllib.loads((FOLDER / "meetings.toml").read_text(encoding="utf-8"))["meeting"])


def key_of(*names: object) -> UUID:
    """A stable key for a recorded row, so that loading twice adds nothing."""
    return uuid5(NAMESPACE_URL, "/".join(["nfp-portal/meetings", *map(str, names)]))


def _load_bodies(model_of: ModelOf) -> None:
    """Organisations that took part in a meeting and are not in the Network's own list."""
    states = model_of("network.State").objects
    for row in _bodies():
        row |= {"aliases": [], "state": states.filter(iso2=row["state"]).first()}
        model_of("network.Organisation").objects.get_or_create(slug=row.pop("slug"), defaults=row)


def _bodies() -> Iterator[Row]:
    with (FOLDER / "bodies.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_meeting(model_of: ModelOf, row: Row) -> None:
    meetings, states = model_of("meetings.Meeting").objects, model_of("network.State").objects
    if meetings.filter(slug=row["slug"]).exists():
        return
    parts = {name: row.pop(name, []) for name in PARTS}
    report, present, bodies = row.pop("report", None), row.pop("states", []), row.pop("bodies", [])
    for name in ("country", "chair"):
        row[name] = states.get(iso2=row[name]) if name in row else None
    if any(field.name == "zone" for field in meetings.model._meta.fields):  # noqa: SLF001 - Django's documented name
        row["zone"] = zone_of(row.get("city", ""), row["country"].iso2 if row["country"] else "")
    row["follows"] = meetings.get(slug=row["follows"]) if "follows" in row else None
    meeting = meetings.create(key=key_of(row["slug"]), **row)
    meeting.recorded_states.set(states.filter(iso2__in=present))
    meeting.recorded_bodies.set(model_of("network.Organisation").objects.filter(slug__in=bodies))
    for name, rows in parts.items():
        _load_parts(model_of(f"meetings.{PARTS[name]}"), meeting, rows)
    if report is not None:
        texts = {name: text.strip() for name, text in report.items()}
        model_of("meetings.Report").objects.create(meeting=meeting, status="released", **texts)


def _load_parts(model: Any, meeting: Any, rows: list[Row]) -> None:
    names = {field.name for field in model._meta.fields}  # noqa: SLF001 - Django's documented name
    for position, row in enumerate(rows, start=1):
        key = key_of(meeting.slug, model.__name__, position)
        if "location" in row and "location" not in names:  # what a first migration calls it
            row["place"] = row.pop("location")
        model.objects.create(key=key, meeting=meeting, position=position, **row)
