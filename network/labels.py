"""A field's label and its value as pages say them, and the fields that a history shows."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.models import State
from network.models.people import WORKING_LANGUAGES
from network.reference.names import names_in
from nfp_portal.revisions.history import FieldChange
from nfp_portal.text.labels import field_of, label_of

__all__ = [
    "ShownFields",
    "day_in_words",
    "in_words",
    "label_of",
    "state_in_text",
    "state_name",
    "time_in_words",
]

Model = type[models.Model]
# What the items of a list are called.
_ITEMS = {"languages": dict(WORKING_LANGUAGES)}


def in_words(model: Model, name: str, value: Any, rows: Mapping[int, str] | None = None) -> str:
    """Return a value of a field as a page says it; "" where there is none.

    A day may be written in ISO 8601, as JSON holds it. `rows` says what a relation's rows are called, by
    primary key.
    """
    field = field_of(model, name)
    if field.remote_field:
        return (rows or {}).get(value, "")
    if isinstance(value, list):
        labels = _ITEMS.get(name, {})
        return ", ".join(str(labels.get(item, item)) for item in value)
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if value and isinstance(field, models.DateField):
        return day_in_words(date.fromisoformat(value) if isinstance(value, str) else value)
    return str(dict(field.flatchoices).get(value, value or ""))


def time_in_words(recorded: str) -> str:
    """Write 2009-05-27 as a day, 2012-01 as a month; 2011, or what is no date, as it is."""
    with contextlib.suppress(ValueError):
        match list(map(int, recorded.split("-"))):
            case [year, month]:
                return formats.date_format(date(year, month, 1), "F Y")
            case [year, month, day]:
                return day_in_words(date(year, month, day))
    return recorded


def day_in_words(day: date | None) -> str:
    return formats.date_format(day, "j F Y") if day else ""


@dataclass(frozen=True)
class ShownFields:
    """The fields of a model that its history shows, in this order, relations by the name of their column.

    `labels` and `values` say what the fields themselves do not: their label, a value in words. `order` is the
    field of the place in a list, shown where nothing else changed. The names of
    `looked_up` are no columns: `lookup` says in words what each of some versions had, by name and `pgh_id`.
    """

    model: Model
    names: tuple[str, ...]
    labels: Mapping[str, str | Promise] = field(default_factory=dict)
    values: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    order: str = ""
    looked_up: tuple[str, ...] = ()
    lookup: Callable[[list[Any]], dict[str, dict[int, str]]] = lambda _versions: {}

    def changes(self, before: Any, now: Any, related: Mapping[str, Mapping[int, str]]) -> list[FieldChange]:
        """Return what differs between two versions of a row; `related` is that of `related_names`."""
        changes = list(self._differences(self.names, before, now, related))
        if changes or not self.order:
            return changes
        moved = self._differences((self.order,), before, now, related)
        return [replace(change, label=_("Place in the order")) for change in moved]

    def _differences(
        self, names: Iterable[str], before: Any, now: Any, related: Mapping[str, Mapping[int, str]]
    ) -> Iterator[FieldChange]:
        for name in names:
            old, new = (self._text_of(name, version, related) for version in (before, now))
            if old != new:
                yield FieldChange(self.label_of(name), old, new)

    def _text_of(self, name: str, version: Any, related: Mapping[str, Mapping[int, str]]) -> str:
        if name in self.looked_up:
            return related[name].get(version.pgh_id, "")
        return self.in_words(name, getattr(version, name, None), related.get(name))

    def label_of(self, name: str) -> str:
        return str(self.labels[name]) if name in self.labels else label_of(self.model, name)

    def in_words(self, name: str, value: Any, rows: Mapping[int, str] | None = None) -> str:
        if name in self.values:
            return "" if value is None else self.values[name](value)
        return in_words(self.model, name, value, rows)

    def related_names(self, versions: Iterable[Any]) -> dict[str, dict[int, str]]:
        """What the rows that these versions point at are called, by relation and key; a query for each."""
        rows = list(versions)
        columns = [name for name in self.names if name not in self.looked_up]
        relations = {
            name: relation for name in columns if (relation := field_of(self.model, name).related_model)
        }
        return {
            name: _names(model, {getattr(row, name, None) for row in rows})
            for name, model in relations.items()
        } | self.lookup(rows)


def _names(model: Any, keys: set[int | None]) -> dict[int, str]:
    return {key: str(row) for key, row in model.objects.in_bulk(keys - {None}).items()}


def state_in_text(state: State, on: date | None = None) -> str:
    """Return a State's name as a sentence has it: "the Netherlands"; see `state_name`."""
    name = state.name_on(on)
    return names_in(get_language() or "").get(name.name, name.in_text)


def state_name(state: State, on: date | None = None) -> str:
    """Return a State's name of a day (None: today's) in the active language, else the English one.

    With a day, call it on `with_names()` rows.
    """
    name = state.name_on(on).name
    return names_in(get_language() or "").get(name, name)
