"""Which rows other rows refer to, whatever table holds them."""

from collections.abc import Iterator
from typing import Any

from django.db import models


def referred(
    model: type[models.Model],
    keys: set[int],
    ours: dict[type[models.Model], set[int]] | None = None,
) -> set[int]:
    """Return those of the keys that a row of any table refers to, but for the rows of `ours`."""
    keys_in_use: set[int] = set()
    for table, field in _references(model):
        rows = table._base_manager.filter(**{f"{field.name}__in": keys})  # noqa: SLF001 - Django's documented name
        keys_in_use |= set(
            rows.exclude(pk__in=(ours or {}).get(table, ())).values_list(field.attname, flat=True)
        )
    return keys_in_use


def _references(
    model: type[models.Model],
) -> Iterator[tuple[type[models.Model], models.ForeignObject[Any, Any]]]:
    """Yield the tables that refer to the model's rows, but for those that say they keep nothing.

    A table says so by `keeps_nothing = True`. What the database maintains itself does not count either.
    """
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's documented _meta
        if not isinstance(relation, models.ForeignObjectRel) or not relation.field.concrete:
            continue
        field = relation.field
        keeps_nothing = getattr(field.model, "keeps_nothing", False)
        if relation.on_delete is not models.DO_NOTHING and not keeps_nothing:
            yield field.model, field
