"""What a field is called on pages."""

from typing import Any, cast

from django.db import models
from django.utils.text import capfirst


def field_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", model._meta.get_field(name))  # noqa: SLF001 - Django's documented _meta


def label_of(model: type[models.Model], name: str) -> str:
    return capfirst(str(field_of(model, name).verbose_name))
