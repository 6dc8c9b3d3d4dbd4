"""A field's label and its value as pages say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

from network.models.people import WORKING_LANGUAGES
from nfp_portal.text.labels import field_of, label_of

__all__ = ["day_in_words", "in_words", "label_of"]

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


def day_in_words(day: date | None) -> str:
    return formats.date_format(day, "j F Y") if day else ""
