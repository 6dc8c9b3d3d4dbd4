"""The recorded meetings of the Network, with exactly what public records say of them."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from meetings.zones import SECRETARIAT_ZONE, zone_of

Row = dict[str, Any]
ModelOf = Callable[[str], Any]

FOLDER = Path(__file__).parent
# What older models of meetings have not: see `load_fields` and `load_sources`.
ADDED_LATER = ("field", "recorded_in")
PARTS = {"objectives": "Objective", "items": "AgendaItem", "conclusions": "Conclusion"}


def load(model_of: ModelOf | None = None) -> None:
    """Add the recorded meetings that are missing; one that is there stays as its editors left it.

    `model_of` gives the model class by "app.Name": a migration passes its historical ones.
    """
    if model_of is None:
        from django.apps import apps  # noqa: PLC0415 - used inside migrations, before the registry is whole

        model_of = apps.get_model
    _load_bodies(model_of)
    new = [row["slug"] for row in recorded() if _load_meeting(model_of, row)]
    _link_conclusions(model_of, new)


def load_sources(model_of: ModelOf) -> None:
    """Note which public records say what is recorded of each meeting, where no source is noted."""
    for row in recorded():
        model_of("meetings.Meeting").objects.filter(slug=row["slug"], recorded_in="").update(
            recorded_in=row["recorded_in"]
        )


def load_texts(model_of: ModelOf) -> None:
    """Bring what is said about each meeting to what is recorded now, unless editors wrote it."""
    untouched = model_of("meetings.Meeting").objects.filter(revision=1).exclude(recorded_in="")
    for row in recorded():
        untouched.filter(slug=row["slug"]).update(about=row.get("about", ""))


def _link_conclusions(model_of: ModelOf, slugs: Iterable[str]) -> None:
    """Link the recorded conclusions of these meetings to the meeting that each led to."""
    model = model_of("meetings.Conclusion")
    meetings = model_of("meetings.Meeting").objects
    for row in recorded():
        for position, conclusion in enumerate(row.get("conclusions", []), start=1):
            if row["slug"] in slugs and "led_to" in conclusion:
                key = key_of(row["slug"], model.__name__, position)
                model.objects.filter(key=key).update(led_to=meetings.get(slug=conclusion["led_to"]))


def load_fields(model_of: ModelOf) -> None:
    """Note the fields of work under which the OSCE's public pages file meetings, where none is noted."""
    for row in recorded():
        if field := row.get("field"):
            meetings = model_of("meetings.Meeting").objects.filter(slug=row["slug"], field=None)
            meetings.update(field=model_of("network.FieldOfWork").objects.get(name=field))


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


def _load_meeting(model_of: ModelOf, row: Row) -> bool:
    """Add a meeting and its parts, unless it is there; say whether it was added."""
    meetings, states = model_of("meetings.Meeting").objects, model_of("network.State").objects
    if meetings.filter(slug=row["slug"]).exists():
        return False
    parts = {name: row.pop(name, []) for name in PARTS}
    report, present, bodies = row.pop("report", None), row.pop("states", []), row.pop("bodies", [])
    for name in ADDED_LATER:
        row.pop(name, None)
    for name in ("country", "chair"):
        row[name] = states.get(iso2=row[name]) if name in row else None
    row["zone"] = (
        zone_of(row.get("city", ""), row["country"].iso2 if row["country"] else "") or SECRETARIAT_ZONE
    )
    row["follows"] = meetings.get(slug=row["follows"]) if "follows" in row else None
    meeting = meetings.create(key=key_of(row["slug"]), **row)
    meeting.recorded_states.set(states.filter(iso2__in=present))
    meeting.recorded_bodies.set(model_of("network.Organisation").objects.filter(slug__in=bodies))
    for name, rows in parts.items():
        _load_parts(model_of(f"meetings.{PARTS[name]}"), meeting, rows)
    if report is not None:
        texts = {name: text.strip() for name, text in report.items()}
        model_of("meetings.Report").objects.create(meeting=meeting, status="released", **texts)
    return True


def _load_parts(model: Any, meeting: Any, rows: list[Row]) -> None:
    for position, row in enumerate(rows, start=1):
        key = key_of(meeting.slug, model.__name__, position)
        speakers, papers = row.pop("speakers", []), row.pop("papers", [])
        row.pop("led_to", None)  # linked when all meetings are there
        part = model.objects.create(key=key, meeting=meeting, position=position, **row)
        _load_speakers(part, speakers)
        _load_papers(part, papers)


def _load_speakers(item: Any, speakers: list[list[str]]) -> None:
    for position, (name, function, body) in enumerate(speakers, start=1):
        item.panel.create(position=position, name=name, function=function, body=body)


def _load_papers(item: Any, titles: list[str]) -> None:
    """Add what an item is recorded to have had on the table: titles, no files."""
    for title in titles:
        position = item.meeting.documents.count() + 1
        key = key_of(item.meeting.slug, "Document", position)
        item.documents.create(key=key, meeting=item.meeting, title=title, position=position)
